// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.api.parameters.Size;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.ExportLimits;
import dev.platter.server.definition.MemberDefinition;
import dev.platter.server.definition.RemovalMode;
import dev.platter.server.definition.TlsMode;
import dev.platter.server.definition.UpgradeMode;
import dev.platter.server.definition.Words;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads an {@code [export.NAME]} and the tables in it. */
final class ExportReader {
    static final int MOST_THREADS = 65_535;

    /** The protocol's bound on strings. */
    private static final int MOST_NAME_BYTES = 4096;

    private final int threads;
    private final Reach reach;

    /**
     * Prepares for the exports of a server.
     *
     * @param threads how many an export has that does not say
     * @param reach how clients come in
     */
    ExportReader(int threads, Reach reach) {
        this.threads = threads;
        this.reach = reach;
    }

    ReadMember plugin(String name, Table table) {
        Optional<Table> plugin = table.existing("plugin", Section.PLUGIN);
        if (!table.has("plugin")) {
            table.complain("export " + Words.written(name) + " has no plugin; add " + table.header("plugin")
                    + " with use = \"NAME\"");
        }
        return plugin.map(ReadMember::read).orElseGet(() -> ReadMember.missing(table.position()));
    }

    List<ReadMember> filters(Table table) {
        return table.tables("filter", Section.FILTER).stream()
                .map(ReadMember::read)
                .toList();
    }

    ExportDefinition definition(String name, Table table, MemberDefinition plugin, List<MemberDefinition> filters) {
        checkName(name, table);
        return new ExportDefinition(
                name,
                table.text("description"),
                plugin,
                filters,
                table.flag("read-only", false),
                table.flag("hidden", false),
                tlsRequired(table),
                table.number("threads", 1, MOST_THREADS).orElse(threads),
                table.choice("upgrade", List.of(UpgradeMode.values())).orElse(UpgradeMode.AUTO),
                table.choice("remove", List.of(RemovalMode.values())).orElse(RemovalMode.HIDE),
                new AllowReader(table.table("allow", Section.ALLOW), reach).read(),
                limits(table.table("limits", Section.EXPORT_LIMITS)));
    }

    private static void checkName(String name, Table table) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (name.isEmpty()) {
            table.complain("an export cannot have the empty name; give it another, and name that as default-export in"
                    + " [server]");
        } else if (bytes > MOST_NAME_BYTES) {
            table.complain("the export's name has " + bytes + " bytes; the protocol allows " + MOST_NAME_BYTES);
        } else if (name.chars().anyMatch(Character::isISOControl)) {
            table.complain("the export's name has a control character, which nobody could type; choose another name");
        }
    }

    private boolean tlsRequired(Table table) {
        boolean required =
                table.choice("tls", List.of(TlsMode.ON, TlsMode.REQUIRE)).equals(Optional.of(TlsMode.REQUIRE));
        if (required && !reach.tls()) {
            table.complain(
                    "tls",
                    "tls in " + table.name()
                            + " is \"require\", but no listener has TLS, so that nobody could come; add [tls] to"
                            + " platter.toml and let a [[listen]] have tls = \"on\"");
        }
        return required;
    }

    private static ExportLimits limits(Table table) {
        Optional<Size> bandwidth = table.size("bandwidth");
        if (bandwidth.isPresent() && bandwidth.get().bytes() == 0) {
            table.complain(
                    "bandwidth",
                    "bandwidth in " + table.name() + " is 0, which lets nothing through; remove it for no limit");
        }
        return new ExportLimits(table.number("connections", 1, Integer.MAX_VALUE), bandwidth);
    }
}
