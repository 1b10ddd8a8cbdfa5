// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import java.util.ArrayDeque;

/**
 * The slabs of one event loop. A slab that was handed to the socket comes back when Netty has dropped its last
 * reference; that is seen by looking at the oldest ones whenever one is wanted, so nothing has to be told and nothing
 * allocated for it. Belongs to its event loop.
 */
final class Slabs {
    /** Room for a reply of 1 MiB with its headers, or for 250 of 4 KiB. */
    static final int CAPACITY = (1 << 20) + 4096;

    /** More than this many are not kept for a burst that may never come again. */
    private static final int KEPT = 8;

    /** How many of those at work are looked at before a new one is made. */
    private static final int LOOKED_AT = 4;

    private final ArrayDeque<Slab> idle = new ArrayDeque<>();
    private final ArrayDeque<Slab> atWork = new ArrayDeque<>();

    /** An empty slab that belongs to the caller until {@link #giveBack}. */
    Slab take() {
        collect();
        Slab slab = idle.pollLast();
        if (slab == null) {
            slab = new Slab(CAPACITY);
        }
        slab.bytes().clear();
        return slab;
    }

    /** Takes a slab back; others may still refer to its bytes, and it is used again when they do not. */
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
