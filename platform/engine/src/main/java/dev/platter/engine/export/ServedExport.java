package dev.platter.engine.export;

/**
 * A chain and the rules under which it is served.
 *
 * @param chain the chain, started
 * @param readOnly whether clients are kept from writing, whatever the chain could do
 */
public record ServedExport(Chain chain, boolean readOnly) {}
