// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import java.util.ArrayDeque;

/**
 * The slabs of one event loop. A slab that was handed to the socket is free again when Netty has released its last
 * reference. To find out, {@link #take} looks at the oldest slabs, so no callback is needed and nothing is allocated
 * for it. Used on its event loop.
 */
final class Slabs {
    /** Room for a reply of 1 MiB with its headers, or for about 250 replies of 4 KiB. */
    static final int CAPACITY = (1 << 20) + 4096;

    /** No more than this many idle slabs are kept, since a burst may never come again. */
    private static final int KEPT = 8;

    /** The number of slabs in use that are checked before a new one is made. */
    private static final int LOOKED_AT = 4;

    private final ArrayDeque<Slab> idle = new ArrayDeque<>();
    private final ArrayDeque<Slab> atWork = new ArrayDeque<>();

    /** An empty slab, owned by the caller until {@link #giveBack}. */
    Slab take() {
        collect();
        Slab slab = idle.pollLast();
        if (slab == null) {
            slab = new Slab(CAPACITY);
        }
        slab.bytes().clear();
        return slab;
    }

    /** Takes a slab back; it is reused when Netty no longer has a reference to its bytes. */
    void giveBack(Slab slab) {
        if (slab.isIdle()) {
            keep(slab);
        } else {
            atWork.addLast(slab);
        }
    }

    private void collect() {
        for (int i = Math.min(LOOKED_AT, atWork.size()); i > 0; i--) {
            Slab oldest = atWork.removeFirst();
            if (oldest.isIdle()) {
                keep(oldest);
            } else {
                atWork.addLast(oldest);
            }
        }
    }

    /** Releases all slabs. */
    void release() {
        idle.forEach(Slab::release);
        idle.clear();
        atWork.forEach(Slab::release);
        atWork.clear();
    }

    private void keep(Slab slab) {
        if (idle.size() < KEPT) {
            idle.addLast(slab);
        } else {
            slab.release();
        }
    }
}
