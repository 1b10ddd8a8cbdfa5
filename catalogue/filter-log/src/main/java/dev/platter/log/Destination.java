// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.log;

import java.io.IOException;
import java.util.List;

/** Where entries go. Called by one thread at a time, which may wait. */
interface Destination extends AutoCloseable {
    /**
     * Writes entries.
     *
     * @throws IOException if that fails; entries may be lost
     */
    void write(List<Entry> entries) throws IOException;

    @Override
    void close() throws IOException;
}
