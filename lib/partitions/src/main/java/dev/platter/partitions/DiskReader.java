// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitions;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a partitioned disk: a file, an open disk of a chain, another server's export. */
@FunctionalInterface
public interface DiskReader {
    /**
     * Fills a buffer.
     *
     * @param into direct; takes the bytes from its position to its limit, which are at most 64 KiB and within the disk
     * @param offset where to begin, in bytes; a multiple of 512
     * @throws IOException if any byte cannot be read
     */
    void read(ByteBuffer into, long offset) throws IOException;
}
