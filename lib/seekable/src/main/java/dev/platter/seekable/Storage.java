// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The compressed file, wherever it is: a file, or a disk that a filter has behind it. Any number of threads may call it
 * at a time. Positions are in bytes.
 */
public interface Storage extends Closeable {
    /**
     * The length of the compressed file, in bytes.
     *
     * @throws IOException if it cannot be found out
     */
    long size() throws IOException;

    /**
     * Fills a buffer.
     *
     * @param into is filled from its position to its limit, where its position is afterwards; of any kind
     * @param position of the first byte
     * @throws java.io.EOFException if the file ends before that
     * @throws IOException if it cannot be read
     */
    void read(ByteBuffer into, long position) throws IOException;

    /**
     * Overwrites bytes, or appends some.
     *
     * @param from is written from its position to its limit, where its position is afterwards; of any kind
     * @param position of the first byte
     * @throws IOException if it cannot be written; any part of the range may have been
     */
    void write(ByteBuffer from, long position) throws IOException;

    /**
     * Makes all writes that have returned durable.
     *
     * @throws IOException if they may not be
     */
    void sync() throws IOException;
}
