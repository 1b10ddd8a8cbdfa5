package dev.platter.engine.export;

/**
 * A chain and the rules under which it is served.
 *
 * @param chain the chain, started
 * @param readOnly whether clients are kept from writing, whatever the chain could do
 * @param tlsOnly whether only clients that use TLS are served, and others do not see it in a list
 */
public record ServedExport(Chain chain, boolean readOnly, boolean tlsOnly) {
    /**
     * For clients with and without TLS.
     *
     * @param chain the chain, started
     * @param readOnly whether clients are kept from writing
     */
    public ServedExport(Chain chain, boolean readOnly) {
        this(chain, readOnly, false);
    }
}
