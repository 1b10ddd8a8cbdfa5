// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.api.DiskException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Slots that payloads are received in, before they become chunks of the disk. A few slots that such chunks have replaced
 * are kept as they are, since their pages need neither be taken from the system nor cleared: the next payload fills them
 * from the beginning to the end.
 */
final class SpareSlots {
    /** How much memory is kept, in bytes. */
    private static final int KEPT = 4 << 20;

    private final Slots slots;
    private final int most;
    private final Deque<Slot> spare = new ArrayDeque<>();

    SpareSlots(Slots slots) {
        this.slots = slots;
        most = KEPT >>> slots.shift();
    }

    /**
     * Takes a slot with any contents, which nobody reads.
     *
     * @param quickly whether its pages are left to be taken from the system when they are written
     * @throws DiskException if the system has no memory left
     */
    Slot take(boolean quickly) throws DiskException {
        synchronized (this) {
            Slot kept = spare.pollFirst();
            if (kept != null) {
                return kept;
            }
        }
        Slot fresh = slots.take();
        if (!quickly) {
            slots.populate(fresh, 0, 1 << slots.shift());
        }
        return fresh;
    }

    /** Takes back a slot that no thread and no client reads, or will read, as long as it is spare. */
    void give(Slot slot) {
        synchronized (this) {
            if (spare.size() < most) {
                spare.addFirst(slot);
                return;
            }
        }
        slots.give(slot, 0, 1 << slots.shift());
    }

    /** Gives all slots back. No other call runs at that time. */
    void clear() {
        for (Slot slot = spare.pollFirst(); slot != null; slot = spare.pollFirst()) {
            slots.give(slot, 0, 1 << slots.shift());
        }
    }
}
