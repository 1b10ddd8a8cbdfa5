// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.engine.export.Revision;
import dev.platter.engine.export.ServedExport;
import dev.platter.host.SharedBundle;
import dev.platter.server.definition.ExportDefinition;
import java.util.List;

/**
 * An export that is being served.
 *
 * @param definition its definition
 * @param chain its chain and bundles
 * @param served the export as clients find it
 */
record RunningExport(ExportDefinition definition, BuiltChain chain, ServedExport served) {
    Revision revision() {
        return served.revision();
    }

    /** Whether another definition, with the given bundles, needs the same chain. */
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
