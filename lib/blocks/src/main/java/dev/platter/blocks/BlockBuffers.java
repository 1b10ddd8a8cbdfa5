// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocks;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Buffers for single blocks. Some are kept, since making one takes longer than using it. Safe for use by many threads. */
public final class BlockBuffers {
    private static final int KEPT = 16;

    private final int block;
    private final ArrayDeque<ByteBuffer> kept = new ArrayDeque<>();

    /**
     * Begins without any.
     *
     * @param block the size of a buffer, in bytes
     */
    public BlockBuffers(int block) {
        this.block = block;
    }

    /**
     * Takes a buffer out.
     *
     * @return a direct buffer of one block, with its position at 0; what is in it may be anything
     */
    public ByteBuffer take() {
        synchronized (this) {
            ByteBuffer buffer = kept.poll();
            if (buffer != null) {
                return buffer.clear();
            }
        }
        return ByteBuffer.allocateDirect(block);
    }

    /**
     * Puts a buffer back, which nobody uses any more.
     *
     * @param buffer as {@link #take} has returned it
     */
    public synchronized void give(ByteBuffer buffer) {
        if (kept.size() < KEPT) {
            kept.push(buffer);
        }
    }
}
