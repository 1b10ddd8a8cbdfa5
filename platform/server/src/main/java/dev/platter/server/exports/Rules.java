// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.api.Export;
import dev.platter.engine.export.Admission;
import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Revision;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.ExportDefinition.ExportLimits;

/** Makes of a definition the rules under which an export is served. */
final class Rules {
    private final UnixNames names = new UnixNames();
    private final Retirements retirements;

    Rules(Retirements retirements) {
        this.retirements = retirements;
    }

    ExportPolicy of(ExportDefinition definition, Revision revision) {
        ExportPolicy policy = ExportPolicy.OPEN;
        if (!definition.name().isEmpty()) {
            // One without a name is behind every name, and its plugin says which names it lists and opens.
            policy = policy.withEntry(new Export(
                            definition.name(), definition.description().orElse("")))
                    .withAdmission(admission(definition, revision));
        }
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
        return limits.bandwidth().isEmpty()
                ? policy
                : policy.withPace(new TokenBucket(limits.bandwidth().get().bytes()));
    }

    /** The members look at a client when it asks for their export, since they have no say about the others. */
    private Admission admission(ExportDefinition definition, Revision revision) {
        Admission visitors = new Visitors(definition.allow(), names);
        Admission room = definition.limits().connections().isEmpty()
                ? Admission.OF_ALL
                : new ConnectionLimit(
                        revision, retirements, definition.limits().connections().get());
        return client -> {
            visitors.admit(client);
            room.admit(client);
            revision.accept(client);
        };
    }
}
