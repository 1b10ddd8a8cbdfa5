// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.daemon.configuration.Listeners.Reach;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.PlacedDefinition.ExportPositions;
import dev.platter.server.definition.PlacedDefinition.MemberPositions;
import dev.platter.server.definition.Words;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Refuses an {@code [export.NAME]} that is well-formed but cannot be served, for example because its {@code
 * [export.NAME.allow]} would admit no client.
 */
final class ExportChecks {
    /** The protocol's limit for strings. */
    private static final int MOST_NAME_BYTES = 4096;

    private final StrictTable table;
    private final ExportDefinition export;

    ExportChecks(StrictTable table, ExportDefinition export) {
        this.table = table;
        this.export = export;
    }

    /**
     * Complains about every fault.
     *
     * @param reach how clients can reach the server
     */
    void run(Reach reach) {
        checkName();
        checkMembers();
        checkTls(reach);
        checkBandwidth();
        StrictTable allow = table.table("allow");
        checkAllowed(allow, reach);
        checkAllowedTogether(allow);
    }

    private void checkName() {
        String name = export.name();
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (name.isEmpty()) {
            table.complain("an export cannot have the empty name; give it another, and name that as default-export in"
                    + " [server]");
        } else if (bytes > MOST_NAME_BYTES) {
            table.complain("the export's name has " + bytes + " bytes; the protocol allows " + MOST_NAME_BYTES);
        } else if (name.chars().anyMatch(Character::isISOControl)) {
            table.complain("the export's name has a control character, which cannot be typed; choose another name");
        }
    }

    private void checkMembers() {
        if (!table.has("plugin")) {
            table.complain("export " + Words.written(export.name()) + " has no plugin; add " + table.header("plugin")
                    + " with use = \"NAME\"");
        }
        table.existing("plugin").ifPresent(ExportChecks::checkUse);
        table.tables("filter").forEach(ExportChecks::checkUse);
    }

    private static void checkUse(StrictTable member) {
        if (!member.has("use")) {
            member.complain(member.name() + " does not say what to use; add use = \"NAME\"");
        }
    }

    private void checkTls(Reach reach) {
        if (export.tlsRequired() && !reach.tls()) {
            table.complain(
                    "tls",
                    "tls in " + table.name()
                            + " is \"require\", but no listener has TLS, so no client could use it; add [tls] to"
                            + " platter.toml and let a [[listen]] have tls = \"on\"");
        }
    }

    private void checkBandwidth() {
        StrictTable limits = table.table("limits");
        if (export.limits().bandwidth().filter(size -> size.bytes() == 0).isPresent()) {
            limits.complain(
                    "bandwidth",
                    "bandwidth in " + limits.name() + " is 0, which lets nothing through; remove it for no limit");
        }
    }

    private static void checkAllowed(StrictTable allow, Reach reach) {
        refuseUnless(
                allow, reach.tcp(), "addresses", "no [[listen]] has an address, and clients on Unix sockets have none");
        refuseUnless(
                allow, reach.unix(), "users", "no [[listen]] is a Unix socket, and nothing else tells who a client is");
        refuseUnless(
                allow,
                reach.unix(),
                "groups",
                "no [[listen]] is a Unix socket, and nothing else tells who a client is");
        refuseUnless(
                allow,
                reach.certificates(),
                "certificates",
                "no listener verifies certificates; write verify-peer = true beside certificates in [tls], and let a"
                        + " [[listen]] have tls = \"on\"");
        refuseUnless(
                allow,
                reach.identities(),
                "identities",
                "no listener has pre-shared keys; write psk = \"FILE\" in [tls], and let a [[listen]] have tls ="
                        + " \"on\"");
    }

    private static void refuseUnless(StrictTable allow, boolean possible, String key, String reason) {
        if (!possible && allow.has(key)) {
            allow.complain(key, key + " in " + allow.name() + " lets nobody in: " + reason);
        }
    }

    private static void checkAllowedTogether(StrictTable allow) {
        for (String unix : List.of("users", "groups")) {
            if (allow.has("addresses") && allow.has(unix)) {
                allow.complain(
                        unix,
                        unix + " and addresses in " + allow.name()
                                + " together let nobody in: " + unix + " are known only on Unix sockets, addresses"
                                + " only on TCP; make two exports of it");
            }
        }
        if (allow.has("certificates") && allow.has("identities")) {
            allow.complain(
                    "identities",
                    "identities and certificates in " + allow.name()
                            + " together let nobody in: a server has either pre-shared keys or certificates; remove"
                            + " one");
        }
    }

    /** The places where the export and its members were written. */
    ExportPositions positions() {
        List<MemberPositions> filters =
                table.tables("filter").stream().map(ExportChecks::positions).toList();
        return new ExportPositions(table.position(), positions(table.table("plugin")), filters);
    }

    private static MemberPositions positions(StrictTable member) {
        return new MemberPositions(member.position(), member.positions("parameters"));
    }
}
