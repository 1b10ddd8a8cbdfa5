// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

/**
 * What is served under a name, and the rules under which it is.
 *
 * @param revision the chain that is served now, with those who use it
 * @param policy the rules
 */
public record ServedExport(Revision revision, ExportPolicy policy) {
    /**
     * For everybody.
     *
     * @param chain the chain, started
     * @param readOnly whether clients are kept from writing, whatever the chain could do
     */
    public ServedExport(Chain chain, boolean readOnly) {
        this(new Revision(chain), readOnly ? ExportPolicy.OPEN.withReadOnly() : ExportPolicy.OPEN);
    }

    /**
     * The chain that is served now.
     *
     * @return the chain
     */
    public Chain chain() {
        return revision.chain();
    }
}
