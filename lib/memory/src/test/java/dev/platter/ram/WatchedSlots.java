// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.api.DiskException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Slots that count how many are in use, check that none is taken with old data in it, and run an action in the middle
 * of a call: what another thread would do just then.
 */
final class WatchedSlots implements Slots {
    private static final int LOOKED_AT = 4;

    private final Slots slots;
    private final AtomicInteger inUse = new AtomicInteger();
    private final AtomicInteger dirty = new AtomicInteger();

    private Runnable beforeTake = () -> {};
    private Runnable beforeDiscard = () -> {};

    WatchedSlots(Slots slots) {
        this.slots = slots;
    }

    /** Runs an action once, in the middle of a write to a new chunk. */
    void beforeTake(Runnable action) {
        beforeTake = action;
    }

    /** Runs an action once, in the middle of a trim: the bits are cleared, the pages are not yet discarded. */
    void beforeDiscard(Runnable action) {
        beforeDiscard = action;
    }

    int inUse() {
        return inUse.get();
    }

    /** How many pages were not zero when their slot was taken, of the first few of each slot. */
    int dirty() {
        return dirty.get();
    }

    @Override
    public int shift() {
        return slots.shift();
    }

    @Override
    public Slot take() throws DiskException {
        Runnable action = beforeTake;
        beforeTake = () -> {};
        action.run();
        Slot slot = slots.take();
        inUse.incrementAndGet();
        // Looking at all pages would take longer than the whole race.
        for (int page = 0; page < LOOKED_AT; page++) {
            if (slot.region().buffer().getLong(slot.base() + page * Memory.PAGE) != 0) {
                dirty.incrementAndGet();
            }
        }
        return slot;
    }

    @Override
    public void discard(Slot slot, int from, int length) {
        Runnable action = beforeDiscard;
        beforeDiscard = () -> {};
        action.run();
        slots.discard(slot, from, length);
    }

    @Override
    public boolean populate(Slot slot, int from, int length) {
        return slots.populate(slot, from, length);
    }

    @Override
    public void give(Slot slot, int dirtyFrom, int dirtyLength) {
        inUse.decrementAndGet();
        slots.give(slot, dirtyFrom, dirtyLength);
    }

    @Override
    public String kind() {
        return slots.kind();
    }

    @Override
    public List<Region> regions() {
        return slots.regions();
    }

    @Override
    public void adopt(List<Region> regions, List<Slot> used) {
        slots.adopt(regions, used);
    }

    @Override
    public void close() {
        slots.close();
    }
}
