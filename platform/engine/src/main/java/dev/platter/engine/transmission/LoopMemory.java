// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

/**
 * The memory that connections of one event loop share: the buffer that each of them is read into, and the slabs for
 * replies. A connection that waits for its next request holds none of it. Used on its event loop.
 */
public final class LoopMemory {
    /** Room for the bytes of one read, after the unfinished request that a connection has kept. */
    static final int RECEIVE_BYTES = 512 * 1024;

    private final Slab receive = new Slab(RECEIVE_BYTES);
    private final Slabs slabs = new Slabs();

    /** Creates the memory of one event loop. */
    public LoopMemory() {}

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
    }
}
