// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.blocks;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Unpacks the blocks of one file. Any number of threads may call it at a time. */
public interface BlockReader extends Closeable {
    /** Takes the bytes of a block in their order. */
    @FunctionalInterface
    interface Taker {
        /**
         * Takes some.
         *
         * @param bytes from position to limit; the buffer is used again afterwards
         * @throws IOException if they cannot be taken
         */
        void take(ByteBuffer bytes) throws IOException;
    }

    /**
     * Unpacks a block, some bytes at a time: long blocks of several threads would not fit into memory. Whether the last
     * bytes are right is known only when this returns.
     *
     * @param block of any length
     * @param taker takes its bytes
     * @throws dev.platter.seekable.DamagedImageException if the block is damaged
     * @throws IOException if the file cannot be read
     */
    void unpack(Block block, Taker taker) throws IOException;

    /**
     * Unpacks a block into memory.
     *
     * @param block of any length
     * @param into takes its bytes; has exactly its length remaining, of any kind
     * @throws dev.platter.seekable.DamagedImageException if the block is damaged
     * @throws IOException if the file cannot be read
     */
    default void unpack(Block block, ByteBuffer into) throws IOException {
        unpack(block, into::put);
    }

    /** Gives back what it has; leaves the file open. */
    @Override
    default void close() {}
}
