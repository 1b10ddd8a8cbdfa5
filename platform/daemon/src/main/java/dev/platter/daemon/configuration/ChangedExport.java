// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.SecretParameters;
import dev.platter.server.definition.TlsMode;
import java.util.List;

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
        Changes<ExportDefinition> changes = new Changes<>(before, after);
        new ChainComparison(changes, secrets).compare(before, after);
        changes.compareOptional("description", ExportDefinition::description);
        changes.compare("read-only", ExportDefinition::readOnly);
        changes.compare("hidden", ExportDefinition::hidden);
        changes.compare("tls", export -> export.tlsRequired() ? TlsMode.REQUIRE : TlsMode.ON);
        changes.compare("threads", ExportDefinition::threads);
        changes.compare("upgrade", ExportDefinition::upgrade);
        changes.compare("remove", ExportDefinition::remove);
        changes.compare("allow.addresses", export -> export.allow().addresses());
        changes.compare("allow.users", export -> export.allow().users());
        changes.compare("allow.groups", export -> export.allow().groups());
        changes.compare("allow.certificates", export -> export.allow().certificates());
        changes.compare("allow.identities", export -> export.allow().identities());
        changes.compareOptional("limits.connections", export -> export.limits().connections());
        changes.compareOptional("limits.bandwidth", export -> export.limits().bandwidth());
        return new ChangedExport(before, after, changes.list());
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
