// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.SecretParameters;
import dev.platter.server.definition.ServerDefinition;
import dev.platter.server.definition.SignaturePolicy;
import dev.platter.server.definition.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a reload would do. Its text and its changes have no secret values in them; the definitions have.
 *
 * @param added exports that there were not, in the order of the new configuration
 * @param removed exports that there will not be
 * @param changed exports that will be otherwise
 * @param settings what takes effect at once
 * @param restart what takes effect only when the server is started again; a reload goes on with what was
 */
public record Difference(
        List<ExportDefinition> added,
        List<ExportDefinition> removed,
        List<ChangedExport> changed,
        List<Change> settings,
        List<Change> restart) {
    /** Copies the lists. */
    public Difference {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        changed = List.copyOf(changed);
        settings = List.copyOf(settings);
        restart = List.copyOf(restart);
    }

    /**
     * Compares two configurations.
     *
     * @param before what is served
     * @param after what would be
     * @param secrets whose values may not be shown
     * @return the difference
     */
    public static Difference between(ServerDefinition before, ServerDefinition after, SecretParameters secrets) {
        List<ChangedExport> changed = new ArrayList<>();
        after.exports().forEach((name, export) -> {
            ExportDefinition old = before.exports().get(name);
            if (old != null && !old.equals(export)) {
                changed.add(ChangedExport.between(old, export, secrets));
            }
        });
        return new Difference(
                without(after.exports(), before.exports()),
                without(before.exports(), after.exports()),
                changed,
                settings(before, after),
                restart(before, after));
    }

    private static List<ExportDefinition> without(
            Map<String, ExportDefinition> exports, Map<String, ExportDefinition> others) {
        return exports.values().stream()
                .filter(export -> !others.containsKey(export.name()))
                .toList();
    }

    private static List<Change> settings(ServerDefinition before, ServerDefinition after) {
        Changes<ServerDefinition> changes = new Changes<>(before, after);
        changes.compare("server.grace", server -> server.settings().grace());
        changes.compareOptional(
                "server.default-export", server -> server.settings().defaultExport());
        changes.compareOptional(
                "signatures.trust-store", server -> server.signatures().map(SignaturePolicy::trustStore));
        changes.compareOptional(
                "signatures.password-file", server -> server.signatures().flatMap(SignaturePolicy::passwordFile));
        return changes.list();
    }

    private static List<Change> restart(ServerDefinition before, ServerDefinition after) {
        Changes<ServerDefinition> changes = new Changes<>(before, after);
        changes.compareOptional("server.state", server -> server.settings().state());
        changes.compareOptional("server.deploy", server -> server.settings().deploy());
        changes.compare("server.bundles", server -> server.settings().bundles());
        changes.compareOptional("server.control", server -> server.settings().control());
        changes.compare("server.log", server -> server.settings().log());
        changes.compareOptional("limits.memory", server -> server.settings().memory());
        changes.compare("listen", ServerDefinition::listeners);
        changes.compareOptional("tls", ServerDefinition::tls);
        changes.compareOptional("http", ServerDefinition::http);
        return changes.list();
    }

    /**
     * Whether nothing would happen.
     *
     * @return whether the server would do the same as before
     */
    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty() && settings.isEmpty() && restart.isEmpty();
    }

    /**
     * The difference for people: a line for each thing, with {@code +} for a new export, {@code -} for one that goes,
     * {@code ~} for what changes, and {@code !} for what has to wait for a restart.
     *
     * @return lines without an end of line behind the last; {@code no change} if there is none
     */
    public String text() {
        List<String> lines = new ArrayList<>();
        added.forEach(export -> lines.add("+ " + export.name() + ": " + members(export)));
        removed.forEach(export -> lines.add(
                "- " + export.name() + ": " + members(export) + " (connections: " + Words.of(export.remove()) + ")"));
        for (ChangedExport export : changed) {
            export.changes().forEach(change -> lines.add("~ " + export.after().name() + ": " + change));
        }
        settings.forEach(change -> lines.add("~ " + change));
        restart.forEach(change -> lines.add("! " + change + " (needs a restart)"));
        return lines.isEmpty() ? "no change" : String.join("\n", lines);
    }

    /** The chain as it stands on a command line: filters before the plugin. */
    private static String members(ExportDefinition export) {
        List<String> members = new ArrayList<>();
        export.filters().forEach(filter -> members.add(filter.reference()));
        members.add(export.plugin().reference());
        return String.join(" → ", members);
    }
}
