// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.api.Export;
import dev.platter.engine.export.ExportPolicy;
import dev.platter.server.definition.AccessRules;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.ExportDefinition.ExportLimits;

/** Makes of a definition the rules under which an export is served. */
final class Rules {
    private final UnixNames names = new UnixNames();

    ExportPolicy of(ExportDefinition definition) {
        ExportPolicy policy = ExportPolicy.OPEN;
        if (!definition.allow().equals(AccessRules.EVERYBODY)) {
            policy = policy.withAdmission(new AccessCheck(definition.allow(), names));
        }
        if (!definition.name().isEmpty()) {
            // One without a name is behind every name, and its plugin says which names it lists and opens.
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
        return limits.bandwidth().isEmpty()
                ? policy
                : policy.withBandwidth(limits.bandwidth().get().bytes());
    }
}
