// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import java.io.IOException;

/** Where plugins and filters are found by what a user calls them. Classes that it gave are usable until it is closed. */
interface Catalog extends AutoCloseable {
    /**
     * A class that was found.
     *
     * @param type the class with {@code @NbdPlugin} or {@code @NbdFilter}
     * @param version that of its bundle
     * @param path where its bundle is
     */
    record Found(Class<?> type, String version, String path) {}

    /**
     * Finds a plugin.
     *
     * @param reference a name, {@code NAME@VERSION}, or the path of a jar
     * @return its class
     * @throws StartException if there is none; the sentence says what there is
     */
    Found plugin(String reference) throws StartException;

    /**
     * Finds a filter.
     *
     * @param reference a name, {@code NAME@VERSION}, or the path of a jar
     * @return its class
     * @throws StartException if there is none; the sentence says what there is
     */
    Found filter(String reference) throws StartException;

    @Override
    void close() throws IOException;
}
