// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.daemon.configuration.PlatterToml.SignaturesTable;
import dev.platter.server.DefinitionSource.SecretParameters;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.ServerDefinition;
import dev.platter.server.definition.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The changes that a reload would make. Its text and its changes contain no secret values; its definitions may.
 *
 * @param added new exports, in the order of the new configuration
 * @param removed exports that the new configuration does not have
 * @param changed exports that are in both configurations and differ
 * @param settings changes of the server as a whole that take effect at once
 * @param restart changes that take effect only when the server is restarted; until then the old values stay in effect
 */
record Difference(
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
     * @param before the current definition
     * @param after the new definition
     * @param secrets tells which values must not be shown
     * @return the difference
     */
    static Difference between(ServerDefinition before, ServerDefinition after, SecretParameters secrets) {
        List<ChangedExport> changed = new ArrayList<>();
        after.exports().forEach((name, export) -> {
            ExportDefinition old = before.exports().get(name);
            if (old != null && !old.equals(export)) {
                changed.add(ChangedExport.between(old, export, secrets));
            }
        });
        Changes changes = changes(before, after);
        return new Difference(
                without(after.exports(), before.exports()),
                without(before.exports(), after.exports()),
                changed,
                changes.atOnce(),
                changes.onRestart());
    }

    private static Changes changes(ServerDefinition before, ServerDefinition after) {
        Changes changes = new Changes();
        changes.compare(
                TableShape.MAIN.child("server"),
                "server.",
                Optional.of(before.settings()),
                Optional.of(after.settings()));
        changes.compare(
                TableShape.MAIN.child("signatures"),
                "signatures.",
                before.signatures().map(SignaturesTable::of),
                after.signatures().map(SignaturesTable::of));
        changes.compare(
                TableShape.MAIN.child("limits"), "limits.", Optional.of(before.limits()), Optional.of(after.limits()));
        changes.compareWhole("listen", Optional.of(before.listeners()), Optional.of(after.listeners()));
        changes.compareWhole("tls", before.tls(), after.tls());
        changes.compareWhole("http", before.http(), after.http());
        return changes;
    }

    private static List<ExportDefinition> without(
            Map<String, ExportDefinition> exports, Map<String, ExportDefinition> others) {
        return exports.values().stream()
                .filter(export -> !others.containsKey(export.name()))
                .toList();
    }

    /**
     * Whether nothing changes.
     *
     * @return true if the server would behave as before
     */
    boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty() && settings.isEmpty() && restart.isEmpty();
    }

    /**
     * The difference for people, one line for each item: {@code +} marks a new export, {@code -} a removed one, {@code ~} a
     * change, and {@code !} a change that waits for a restart.
     *
     * @return lines, without a line end after the last; {@code no change} if nothing changes
     */
    String text() {
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

    /** The members of the chain in the order of a command line: filters before the plugin. */
    private static String members(ExportDefinition export) {
        List<String> members = new ArrayList<>();
        export.filters().forEach(filter -> members.add(filter.reference()));
        members.add(export.plugin().reference());
        return String.join(" → ", members);
    }

    /**
     * A change of one value. It contains no secrets.
     *
     * @param key for example {@code plugin.parameters.size}
     * @param before the old value as written in a file; empty if it was absent
     * @param after the new value, likewise
     */
    record Change(String key, Optional<String> before, Optional<String> after) {
        /** Replaces a value that must not be shown. */
        static final String SECRET = "(secret)";

        private static final String NONE = "(none)";

        @Override
        public String toString() {
            return key + " " + before.orElse(NONE) + " → " + after.orElse(NONE);
        }
    }

    /**
     * An export that is in both configurations and differs.
     *
     * @param after its new definition
     * @param changes the differences; at least one
     */
    record ChangedExport(ExportDefinition after, List<Change> changes) {
        /** Copies the list. */
        public ChangedExport {
            changes = List.copyOf(changes);
        }

        static ChangedExport between(ExportDefinition before, ExportDefinition after, SecretParameters secrets) {
            Changes changes = new Changes();
            new ChainComparison(changes, secrets).compare(before, after);
            changes.compare(TableShape.MAIN.child("export"), "", Optional.of(before), Optional.of(after));
            return new ChangedExport(after, changes.atOnce());
        }
    }
}
