// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.exports;

import dev.platter.api.Export;
import dev.platter.daemon.configuration.ExportDefinition;
import dev.platter.daemon.configuration.ExportLimits;
import dev.platter.engine.export.ExportPolicy;

/** Makes of a definition the rules under which an export is served. */
final class Rules {
    private final UnixNames names = new UnixNames();

    ExportPolicy of(ExportDefinition definition) {
        ExportPolicy policy = ExportPolicy.OPEN
                .withEntry(
                        new Export(definition.name(), definition.description().orElse("")))
                .withAdmission(new Visitors(definition.allow(), names));
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
