// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Slots of 256 KiB in large regions of {@link Pages}, which take no memory until they are written and stay mapped until the
 * end (1).
 *
 * <p>A slot that was given back is taken again before a new one, the last one first: its page tables still exist.
 */
final class MappedSlots implements Slots {
    /**
     * As long as the writes of programs that copy images, which nbdcopy sends with 256 KiB: a payload that fills a slot is
     * received there. Large enough that a bulk transfer is quick, at one copy or one part of a file per slot.
     */
    private static final int SHIFT = 18;

    private static final int SIZE = 1 << SHIFT;

    private final Pages pages;
    private final List<Region> regions = new ArrayList<>();
    private final Deque<Slot> free = new ArrayDeque<>();
    private long regionSize = Region.MAX_SIZE;

    /** Where the part of the last region begins that was never used. */
    private long fresh;

    MappedSlots(Pages pages) {
        this.pages = pages;
    }

    @Override
    public int shift() {
        return SHIFT;
    }

    @Override
    public synchronized Slot take() throws DiskException {
        Slot again = free.pollFirst();
        if (again != null) {
            return again;
        }
        if (regions.isEmpty() || fresh == regions.getLast().size()) {
            regions.add(reserve());
            fresh = 0;
        }
        Slot slot = new Slot(regions.getLast(), (int) fresh);
        fresh += SIZE;
        return slot;
    }

    /** Under a limit of address space, or if the system does not overcommit, a smaller region may still be possible. */
    private Region reserve() throws DiskException {
        while (true) {
            try {
                return pages.reserve(regionSize);
            } catch (IOException e) {
                if (regionSize == SIZE) {
                    throw new DiskException(
                            NbdError.ENOMEM,
                            "the system has no " + SIZE + " bytes of address space left for this disk, which uses "
                                    + regions.stream().mapToLong(Region::size).sum() + ": " + e.getMessage(),
                            e);
                }
                regionSize /= 2;
            }
        }
    }

    /**
     * If the system's pages are larger than ours, the part of the range that does not fill one of them is overwritten
     * instead.
     */
    @Override
    public void discard(Slot slot, int from, int length) {
        int start = slot.base() + from;
        int end = start + length;
        int mask = pages.system().pageSize() - 1;
        int wholeStart = Math.min((start + mask) & ~mask, end);
        int wholeEnd = Math.max(end & ~mask, wholeStart);
        Zeroes.fill(slot.region().buffer(), start, wholeStart - start);
        if (wholeEnd > wholeStart && !pages.discard(slot.region(), wholeStart, wholeEnd - wholeStart)) {
            Zeroes.fill(slot.region().buffer(), wholeStart, wholeEnd - wholeStart);
        }
        Zeroes.fill(slot.region().buffer(), wholeEnd, end - wholeEnd);
    }

    @Override
    public boolean populate(Slot slot, int from, int length) {
        int mask = pages.system().pageSize() - 1;
        int start = (slot.base() + from) & ~mask;
        int end = (slot.base() + from + length + mask) & ~mask;
        return pages.system().populate(slot.region().address() + start, end - start);
    }

    @Override
    public void give(Slot slot, int dirtyFrom, int dirtyLength) {
        if (pages.areSent()) {
            if (!pages.discard(slot.region(), slot.base(), SIZE)) {
                return; // a client may still be sent these pages, so nothing else may ever be in them
            }
        } else if (dirtyLength > 0) {
            discard(slot, dirtyFrom, dirtyLength);
        }
        synchronized (this) {
            free.addFirst(slot);
        }
    }

    @Override
    public String kind() {
        return pages.kind();
    }

    @Override
    public synchronized List<Region> regions() {
        return List.copyOf(regions);
    }

    @Override
    public synchronized void adopt(List<Region> adopted, List<Slot> used) {
        pages.adopt(adopted);
        Map<Region, BitSet> usage = new HashMap<>();
        for (Slot slot : used) {
            usage.computeIfAbsent(slot.region(), region -> new BitSet()).set(slot.base() >>> SHIFT);
        }
        for (Region region : adopted) {
            regions.add(region);
            BitSet inUse = usage.getOrDefault(region, new BitSet());
            for (long base = 0; base < region.size(); base += SIZE) {
                if (!inUse.get((int) (base >>> SHIFT))) {
                    free.addLast(new Slot(region, (int) base));
                }
            }
            fresh = region.size();
        }
    }

    @Override
    public synchronized void close() {
        pages.close(regions);
        regions.clear();
        free.clear();
    }
}
