// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * The memory that connections of one event loop share: the buffer that each of them is read into, and the slabs for
 * replies. A connection that waits for its next request holds none of it. Used on its event loop.
 */
public final class LoopMemory {
    /** Room for the bytes of one read, after the unfinished request that a connection has kept. */
    static final int RECEIVE_BYTES = 512 * 1024;

    /** The length of the block of zeroes, which is made when it is first needed. */
    private static final int ZEROES = 128 * 1024;

    private final Slab receive = new Slab(RECEIVE_BYTES);
    private final Slabs slabs = new Slabs();
    private @Nullable ByteBuf zeroes;
    private @Nullable FileSender files;

    /** Creates the memory of one event loop. */
    public LoopMemory() {}

    /** Zeroes that nobody changes, to be sent for holes. The caller sends slices with references of their own. */
    ByteBuf zeroes() {
        ByteBuf block = zeroes;
        if (block == null) {
            block = Unpooled.directBuffer(ZEROES, ZEROES).writeZero(ZEROES);
            zeroes = block;
        }
        return block;
    }

    /** What sends parts of files on this event loop. */
    FileSender files() {
        if (files == null) {
            files = new FileSender();
        }
        return files;
    }

    Slab receive() {
        return receive;
    }

    Slabs slabs() {
        return slabs;
    }

    /** Releases the memory. The event loop must have ended. */
    public void release() {
        receive.release();
        slabs.release();
        if (zeroes != null) {
            zeroes.release();
        }
    }
}
