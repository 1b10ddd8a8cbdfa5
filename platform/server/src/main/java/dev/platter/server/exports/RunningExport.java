// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.engine.export.Revision;
import dev.platter.engine.export.ServedExport;
import dev.platter.host.SharedBundle;
import dev.platter.server.definition.ExportDefinition;
import java.util.List;

/**
 * An export as it is served now.
 *
 * @param definition what was asked for
 * @param chain its chain and bundles
 * @param served what clients find
 */
record RunningExport(ExportDefinition definition, BuiltChain chain, ServedExport served) {
    Revision revision() {
        return served.revision();
    }

    /** Whether the same chain would be built for another definition out of certain bundles. */
    boolean hasChainOf(ExportDefinition other, List<SharedBundle> bundles) {
        return definition.plugin().equals(other.plugin())
                && definition.filters().equals(other.filters())
                && definition.threads() == other.threads()
                && chain.bundles().equals(bundles);
    }

    /** The same chain under other rules. */
    RunningExport under(ExportDefinition other, ServedExport rules) {
        return new RunningExport(other, chain, rules);
    }
}
