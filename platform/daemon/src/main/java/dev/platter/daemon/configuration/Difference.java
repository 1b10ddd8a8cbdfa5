// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.daemon.configuration.PlatterToml.SignaturesTable;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.SecretParameters;
import dev.platter.server.definition.ServerDefinition;
import dev.platter.server.definition.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a reload would do. Its text and its changes have no secret values in them; the definitions have.
 *
 * @param added new exports, in the order of the new configuration
 * @param removed exports that the new configuration does not have
 * @param changed exports that both have, and that differ
 * @param settings what takes effect at once, of the server as a whole
 * @param restart what takes effect only when the server is started again; a reload goes on with what was
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
     * @param before what is served
     * @param after what would be
     * @param secrets whose values may not be shown
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
     * Whether nothing would happen.
     *
     * @return whether the server would do the same as before
     */
    boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty() && settings.isEmpty() && restart.isEmpty();
    }

    /**
     * The difference for people: a line for each thing, with {@code +} for a new export, {@code -} for one that goes,
     * {@code ~} for what changes, and {@code !} for what has to wait for a restart.
     *
     * @return lines without an end of line behind the last; {@code no change} if there is none
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

    /** The chain as it stands on a command line: filters before the plugin. */
    private static String members(ExportDefinition export) {
        List<String> members = new ArrayList<>();
        export.filters().forEach(filter -> members.add(filter.reference()));
        members.add(export.plugin().reference());
        return String.join(" → ", members);
    }

    /**
     * What became of one value. Secrets are not in it.
     *
     * @param key for example {@code plugin.parameters.size}
     * @param before as it would be written; empty if there was none
     * @param after likewise
     */
    record Change(String key, Optional<String> before, Optional<String> after) {
        /** Stands for a value that nobody may see. */
        static final String SECRET = "(secret)";

        private static final String NONE = "(none)";

        @Override
        public String toString() {
            return key + " " + before.orElse(NONE) + " → " + after.orElse(NONE);
        }
    }

    /**
     * An export that both configurations have, and that differs.
     *
     * @param before what it was
     * @param after what it will be
     * @param changes in what they differ; at least one
     */
    record ChangedExport(ExportDefinition before, ExportDefinition after, List<Change> changes) {
        /** Copies the list. */
        public ChangedExport {
            changes = List.copyOf(changes);
        }

        static ChangedExport between(ExportDefinition before, ExportDefinition after, SecretParameters secrets) {
            Changes changes = new Changes();
            new ChainComparison(changes, secrets).compare(before, after);
            changes.compare(TableShape.MAIN.child("export"), "", Optional.of(before), Optional.of(after));
            return new ChangedExport(before, after, changes.atOnce());
        }

        /**
         * Whether it must be constructed anew, and not only be told other rules for its clients.
         *
         * @return whether plugin, filters or the number of threads differ
         */
        boolean chainChanged() {
            return !before.plugin().equals(after.plugin())
                    || !before.filters().equals(after.filters())
                    || before.threads() != after.threads();
        }
    }
}
