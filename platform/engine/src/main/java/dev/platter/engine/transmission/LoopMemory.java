// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

/**
 * What connections of one event loop share: the buffer into which whichever of them is read, and the slabs for
 * replies. A connection that waits for its next request holds none of it. Belongs to its event loop.
 */
public final class LoopMemory {
    /** Room for what one read brings, behind what a connection has kept of an unfinished request. */
    static final int RECEIVE_BYTES = 512 * 1024;

    private final Slab receive = new Slab(RECEIVE_BYTES);
    private final Slabs slabs = new Slabs();

    /** Made once for each event loop. */
    public LoopMemory() {}

    Slab receive() {
        return receive;
    }

    Slabs slabs() {
        return slabs;
    }

    /** Gives the memory back. The event loop must have ended. */
    public void release() {
        receive.release();
        slabs.release();
    }
}
