// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.api.Export;
import dev.platter.engine.export.ExportPolicy;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.ExportDefinition.ExportLimits;

/** Translates a definition into the policy under which the engine serves the export. */
final class Rules {
    private final UnixNames names = new UnixNames();

    ExportPolicy of(ExportDefinition definition) {
        ExportPolicy policy = ExportPolicy.OPEN;
        if (!definition.allow().admitEverybody()) {
            policy = policy.withAdmission(new AccessCheck(definition.allow(), names));
        }
        if (!definition.name().isEmpty()) {
            // An export without a name answers to every name; its plugin decides which names it lists and opens.
            policy = policy.withEntry(
                    new Export(definition.name(), definition.description().orElse("")));
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
        if (limits.connections().isPresent()) {
            policy = policy.withConnections(limits.connections().get());
        }
        policy = policy.withHangingOpens(limits.maxHangingOpens());
        return limits.bandwidth().isEmpty()
                ? policy
                : policy.withBandwidth(limits.bandwidth().get().bytes());
    }
}
