// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.exports;

import dev.platter.api.Export;
import dev.platter.daemon.configuration.ExportDefinition;
import dev.platter.daemon.configuration.ExportLimits;
import dev.platter.engine.export.Admission;
import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Revision;

/** Makes of a definition the rules under which an export is served. */
final class Rules {
    private final UnixNames names = new UnixNames();

    ExportPolicy of(ExportDefinition definition, Revision revision) {
        ExportPolicy policy = ExportPolicy.OPEN
                .withEntry(
                        new Export(definition.name(), definition.description().orElse("")))
                .withAdmission(admission(definition, revision));
        if (definition.readOnly()) {
            policy = policy.withReadOnly();
        }
        if (definition.tlsRequired()) {
            policy = policy.withTlsOnly();
        }
        if (definition.hidden()) {
            policy = policy.withoutListing();
        }
        ExportLimits limits = definition.limits();
        if (limits.connections().isPresent()) {
            policy = policy.withConnections(limits.connections().get());
        }
        return limits.bandwidth().isEmpty()
                ? policy
                : policy.withBandwidth(limits.bandwidth().get().bytes());
    }

    /** The members look at a client when it asks for their export, since they have no say about the others. */
    private Admission admission(ExportDefinition definition, Revision revision) {
        Admission visitors = new Visitors(definition.allow(), names);
        return client -> {
            visitors.admit(client);
            revision.accept(client);
        };
    }
}
