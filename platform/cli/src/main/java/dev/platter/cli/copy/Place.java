// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.api.Completion;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A disk that can be accessed at any offset: one end of a copy. Offsets and lengths are in bytes. Reads and writes complete on any
 * thread, perhaps before the call returns, and any number may be under way; until then the buffer belongs to the disk. They leave
 * the buffer's position and limit alone.
 */
interface Place extends Closeable {
    /** As on the command line. */
    String name();

    long size();

    /** Offsets and lengths of requests are multiples of it, a power of two; only the end of the disk may be another. */
    int alignment();

    /** The longest read or write. */
    int longest();

    /** The size from which on requests perform well; a power of two. */
    int preferred();

    /** How many bytes can be written from its beginning on: more than it has where it grows. */
    long room();

    /** How many connections it can be accessed through at once. */
    int mostConnections();

    /**
     * Makes more connections.
     *
     * @param count how many there are to be, not more than {@link #mostConnections()}
     */
    void connect(int count) throws IOException;

    /** Where it has data, as far as it knows. */
    Layout layout();

    void read(long offset, ByteBuffer into, Completion done);

    void write(long offset, ByteBuffer from, Completion done);

    /**
     * Makes a range zeroes.
     *
     * @param allocated whether to keep space for it
     */
    void zero(long offset, long length, boolean allocated, Completion done);

    /** Whether everything that was never written reads as zeroes. */
    boolean startsAsZeroes();

    /** Makes durable what was written; waits for that. */
    void flush() throws IOException;
}
