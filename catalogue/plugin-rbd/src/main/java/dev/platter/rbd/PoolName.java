// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

/**
 * The name of a pool, or of a namespace in it.
 *
 * @param pool the pool
 * @param namespace the namespace; empty for the one without a name
 */
record PoolName(String pool, String namespace) {
    /** Reads {@code POOL[/NAMESPACE]}. */
    public static PoolName parse(String text) {
        int slash = text.indexOf('/');
        String pool = slash < 0 ? text : text.substring(0, slash);
        String namespace = slash < 0 ? "" : text.substring(slash + 1);
        if (pool.isEmpty() || (slash >= 0 && namespace.isEmpty()) || namespace.contains("/")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not the name of a pool: it is written POOL or POOL/NAMESPACE");
        }
        return new PoolName(pool, namespace);
    }

    @Override
    public String toString() {
        return namespace.isEmpty() ? pool : pool + "/" + namespace;
    }
}
