// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Slots for systems without {@code mmap}. Each has an arena of its own, which takes its memory and fills it with zeroes
 * at once. So a slot is small, and its memory is given back only as a whole.
 */
final class ArenaSlots implements Slots {
    static final String KIND = "arena";

    private static final int SHIFT = 16;
    private static final int SIZE = 1 << SHIFT;

    private final Set<Region> regions = ConcurrentHashMap.newKeySet();

    @Override
    public int shift() {
        return SHIFT;
    }

    @Override
    public Slot take() throws DiskException {
        Arena arena = Arena.ofShared();
        try {
            Region region = new Region(arena, arena.allocate(SIZE, Memory.PAGE));
            regions.add(region);
            return new Slot(region, 0);
        } catch (OutOfMemoryError e) {
            arena.close();
            throw new DiskException(
                    NbdError.ENOMEM,
                    "the system has no " + SIZE + " bytes of memory left for this disk, which uses "
                            + (long) regions.size() * SIZE,
                    e);
        }
    }

    @Override
    public void discard(Slot slot, int from, int length) {
        Zeroes.fill(slot.region().buffer(), slot.base() + from, length);
    }

    @Override
    public boolean populate(Slot slot, int from, int length) {
        return true; // the arena has taken all of it already
    }

    @Override
    public void give(Slot slot, int dirtyFrom, int dirtyLength) {
        regions.remove(slot.region());
        slot.region().arena().close();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Region> regions() {
        return List.copyOf(regions);
    }

    @Override
    public void adopt(List<Region> adopted, List<Slot> used) {
        regions.addAll(adopted);
    }

    @Override
    public void close() {
        regions.forEach(region -> region.arena().close());
        regions.clear();
    }
}
