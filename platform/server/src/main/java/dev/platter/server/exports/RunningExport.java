// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.engine.export.Revision;
import dev.platter.engine.export.ServedExport;
import dev.platter.engine.traffic.Counters;
import dev.platter.host.SharedBundle;
import dev.platter.nbd.Commands;
import dev.platter.server.definition.ExportDefinition;
import java.util.List;
import java.util.Optional;

/**
 * An export that is being served.
 *
 * @param definition its definition
 * @param chain its chain and bundles
 * @param served the export as clients find it
 * @param changesBefore what {@link #changes} was for an export of this name before the chain was made
 */
record RunningExport(ExportDefinition definition, BuiltChain chain, ServedExport served, long changesBefore) {
    static RunningExport of(ExportDefinition definition, BuiltChain chain, ServedExport served) {
        return new RunningExport(definition, chain, served, changes(served));
    }

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
        return new RunningExport(other, chain, rules, changesBefore);
    }

    /**
     * Why what clients have written would be lost if another chain took the place of this one.
     *
     * @return a sentence without a full stop; empty if they have written nothing, or another chain would find it
     */
    Optional<String> losesContents() {
        return written() ? chain.chain().losesContents() : Optional.empty();
    }

    /**
     * Why what clients have written would be lost if this export were removed.
     *
     * @return a sentence without a full stop; empty if they have written nothing, or it is kept elsewhere
     */
    Optional<String> endsContents() {
        return written() ? chain.chain().endsContents() : Optional.empty();
    }

    private boolean written() {
        return served.account().traffic().isEmpty() || changes(served) > changesBefore;
    }

    /** The same export, whose chain has taken over what clients had written to a chain before it. */
    RunningExport withContentsOf(RunningExport predecessor) {
        return new RunningExport(definition, chain, served, predecessor.changesBefore);
    }

    /** Grows with each request that changes the disk, before its reply is sent: the bytes are counted by then. */
    private static long changes(ServedExport served) {
        if (served.account().traffic().isEmpty()) {
            return 0;
        }
        Counters total = served.account().traffic().get().total();
        return total.bytes(Commands.WRITE) + total.bytes(Commands.TRIM) + total.bytes(Commands.WRITE_ZEROES);
    }
}
