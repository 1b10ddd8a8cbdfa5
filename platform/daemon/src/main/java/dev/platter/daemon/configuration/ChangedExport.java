// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.SecretParameters;
import java.util.List;
import java.util.Optional;

/**
 * An export that was and will be, but not the same.
 *
 * @param before what it was
 * @param after what it will be
 * @param changes in what they differ; at least one
 */
public record ChangedExport(ExportDefinition before, ExportDefinition after, List<Change> changes) {
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
    public boolean chainChanged() {
        return !before.plugin().equals(after.plugin())
                || !before.filters().equals(after.filters())
                || before.threads() != after.threads();
    }
}
