// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.api.Loan;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * The part of the disk that one slot holds: the slot, which of its pages are present, and how many threads use it.
 * {@link SparseMemory} explains how the three work together; the numbers in comments here are its invariants.
 *
 * <p>The state is one number: whether the chunk is retired (bit 0), how many pins it has (bits 1 to 23), and how many
 * were ever taken out (the rest, which may wrap). A chunk without pins is retired by exchanging the very number that
 * was seen before its pages were looked at: if a thread has pinned and unpinned it since, the number differs.
 */
final class Chunk {
    private static final VarHandle STATE;
    private static final VarHandle PRESENT = MethodHandles.arrayElementVarHandle(long[].class);

    private static final long RETIRED = 1;
    private static final long PIN = 1 << 1;
    private static final long PINS = (1 << 24) - PIN;
    private static final long UNPIN = (1 << 24) - PIN;

    /** Half of the pins are left for calls: there are never as many threads as that. */
    private static final long MOST_PINS_WITH_LOANS = PINS / 2;

    private static final int WORD_SHIFT = 6;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Chunk.class, "state", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Slot slot;
    private final ByteBuffer memory;
    private final int base;

    /** A bit for each page. The page of a clear bit is zero in memory too, except as (5) says. */
    private final long[] present;

    private volatile long state;

    /** Whether clients may still be sent its pages as parts of a file. Written only by threads that have a pin. */
    private boolean sent;

    private Chunk(Slot slot, long[] present, long state) {
        this.slot = slot;
        this.memory = slot.region().buffer();
        this.base = slot.base();
        this.present = present;
        this.state = state;
    }

    /** A chunk without pages, pinned once so that it is not retired before its first write. */
    static Chunk pinned(Slot slot, int shift) {
        return new Chunk(slot, new long[wordsFor(shift)], PIN);
    }

    /** A chunk whose pages are all present, not pinned. */
    static Chunk full(Slot slot, int shift) {
        Chunk chunk = new Chunk(slot, new long[wordsFor(shift)], 0);
        chunk.mark(0, 1 << shift);
        return chunk;
    }

    /** A chunk that another instance has handed over. */
    static Chunk handedOver(Slot slot, long[] present) {
        Chunk chunk = new Chunk(slot, present, 0);
        chunk.sent = true; // perhaps
        return chunk;
    }

    /** The number of words for the bits of a slot's pages. */
    static int wordsFor(int shift) {
        return ((1 << (shift - Memory.PAGE_SHIFT)) + Long.SIZE - 1) >>> WORD_SHIFT;
    }

    Slot slot() {
        return slot;
    }

    /**
     * Keeps the slot from being given back (4).
     *
     * @return false if the chunk is retired already
     */
    boolean pin() {
        while (true) {
            long seen = state;
            if ((seen & RETIRED) != 0) {
                return false;
            }
            if (STATE.weakCompareAndSet(this, seen, seen + PIN)) {
                return true;
            }
        }
    }

    /** Whether the chunk has so many pins that loans, which last longer than calls, must not add to them. */
    boolean isCrowded() {
        return (state & PINS) >= MOST_PINS_WITH_LOANS;
    }

    /**
     * Whether a client may still be sent bytes of the slot, even if no loan is out. Called by the thread that
     * {@link #retire} has told that there is no pin left.
     */
    boolean wasSent() {
        return sent;
    }

    /** Lends a range. Needs a pin until the loan is returned. */
    void lend(int from, int length, Loan loan) {
        Region region = slot.region();
        if (region.descriptor() != Region.NO_FILE && loan.takesFiles()) {
            sent = true;
            loan.file(region.descriptor(), region.position() + base + from, length);
        } else {
            loan.memory(memory.slice(base + from, length));
        }
    }

    /**
     * Takes a pin out. If it is the last one and the chunk has no pages, this retires the chunk.
     *
     * @return whether the chunk is retired and has no pin left, so that the caller must give the slot back (4)
     */
    boolean unpin() {
        long left = (long) STATE.getAndAdd(this, UNPIN) + UNPIN;
        if ((left & PINS) != 0) {
            return false;
        }
        return (left & RETIRED) != 0 || (isEmpty() && retireIfStill(left));
    }

    /** The number that {@link #retireIfStill} compares with. */
    long state() {
        return state;
    }

    /**
     * Retires the chunk, unless a thread has pinned it since its state was looked at, even if that thread has unpinned
     * it again.
     */
    boolean retireIfStill(long seen) {
        return STATE.compareAndSet(this, seen, seen | RETIRED);
    }

    /**
     * Retires a chunk that has been taken out of the tree.
     *
     * @return whether it has no pin, so that the caller must give the slot back (4); otherwise the thread that takes
     *     out the last pin does
     */
    boolean retire() {
        long seen = (long) STATE.getAndBitwiseOr(this, RETIRED);
        return (seen & (RETIRED | PINS)) == 0;
    }

    /**
     * Gives the slot back. Only the thread that was told to do so by {@link #unpin} or {@link #retire} calls this (4).
     */
    void free(Slots slots) {
        int from = firstPresent();
        if (from < 0) {
            slots.give(slot, 0, 0);
        } else {
            slots.give(slot, from << Memory.PAGE_SHIFT, (lastPresent() + 1 - from) << Memory.PAGE_SHIFT);
        }
    }

    /**
     * Copies bytes out of pages that are present. Needs no pin.
     *
     * @return false if the chunk was retired meanwhile, so that the copied bytes may be another chunk's (3)
     */
    boolean read(ByteBuffer into, int index, int from, int length) {
        try {
            into.put(index, memory, base + from, length);
        } catch (IllegalStateException e) {
            if ((state & RETIRED) == 0) {
                throw e;
            }
        }
        VarHandle.acquireFence();
        return (state & RETIRED) == 0;
    }

    /** Copies bytes in, then makes their pages present. Needs a pin. */
    void write(ByteBuffer data, int index, int from, int length) {
        memory.put(base + from, data, index, length);
        mark(from, length);
    }

    /** Writes zeroes, then makes their pages present. Needs a pin. */
    void writeZeroes(int from, int length) {
        Zeroes.fill(memory, base + from, length);
        mark(from, length);
    }

    /** Makes the pages of a range present after a write to them (2). Needs a pin. */
    void mark(int from, int length) {
        // A thread that clears a bit after this fence discards the page after the write; a bit cleared before is seen
        // below.
        VarHandle.fullFence();
        int page = from >>> Memory.PAGE_SHIFT;
        int last = (from + length - 1) >>> Memory.PAGE_SHIFT;
        while (page <= last) {
            int word = page >>> WORD_SHIFT;
            long mask = mask(page, last);
            if ((word(word) & mask) != mask) {
                PRESENT.getAndBitwiseOr(present, word, mask);
            }
            page = (word + 1) << WORD_SHIFT;
        }
    }

    /** Makes pages absent and gives their memory back. Needs a pin. */
    void discard(Slots slots, int firstPage, int endPage) {
        int from = endPage;
        int to = firstPage;
        int page = firstPage;
        while (page < endPage) {
            int word = page >>> WORD_SHIFT;
            long mask = mask(page, endPage - 1);
            long gone = (word(word) & mask) == 0 ? 0 : (long) PRESENT.getAndBitwiseAnd(present, word, ~mask) & mask;
            if (gone != 0) {
                int first = word << WORD_SHIFT;
                from = Math.min(from, first + Long.numberOfTrailingZeros(gone));
                to = first + Long.SIZE - Long.numberOfLeadingZeros(gone);
            }
            page = (word + 1) << WORD_SHIFT;
        }
        if (isShared()) {
            from = firstPage;
            to = endPage;
        }
        if (from < to) {
            // The absent pages in between are within the range too, so one call is enough for all.
            slots.discard(slot, from << Memory.PAGE_SHIFT, (to - from) << Memory.PAGE_SHIFT);
        }
    }

    /**
     * Whether other threads have the chunk pinned. If none has, pages that were seen absent before this call are zero
     * in memory; otherwise a trimmer may have cleared a bit and not yet discarded the page (5, 7).
     */
    boolean isShared() {
        return (state & PINS) != PIN;
    }

    /**
     * Counts how far pages of one kind, present or absent, reach from a place.
     *
     * @return the length of what is present from there on, or, negative, of what is absent; at most {@code length}
     */
    int run(int from, int length) {
        int page = from >>> Memory.PAGE_SHIFT;
        int last = (from + length - 1) >>> Memory.PAGE_SHIFT;
        long bits = word(page >>> WORD_SHIFT);
        boolean data = (bits >>> page & 1) != 0;
        while (true) {
            long others = (data ? ~bits : bits) >>> page;
            if (others != 0) {
                page += Long.numberOfTrailingZeros(others);
                break;
            }
            page = ((page >>> WORD_SHIFT) + 1) << WORD_SHIFT;
            if (page > last) {
                break;
            }
            bits = word(page >>> WORD_SHIFT);
        }
        int run = Math.min((page << Memory.PAGE_SHIFT) - from, length);
        return data ? run : -run;
    }

    /**
     * Whether bytes of present pages are zero. Needs no pin. False as well if the chunk was retired meanwhile: the bytes may be
     * another chunk's (3), and what is in its place now, perhaps the payload of a landing, was not looked at.
     */
    boolean isZero(int from, int length) {
        boolean zero = false;
        try {
            zero = Zeroes.are(memory, base + from, length);
        } catch (IllegalStateException e) {
            if ((state & RETIRED) == 0) {
                throw e;
            }
        }
        VarHandle.acquireFence();
        return zero && (state & RETIRED) == 0;
    }

    boolean isPresent(int page) {
        return (word(page >>> WORD_SHIFT) >>> page & 1) != 0;
    }

    /** The bits of all pages, for a hand-over. */
    long[] present() {
        return present;
    }

    private boolean isEmpty() {
        return firstPresent() < 0;
    }

    private int firstPresent() {
        for (int word = 0; word < present.length; word++) {
            long bits = word(word);
            if (bits != 0) {
                return (word << WORD_SHIFT) + Long.numberOfTrailingZeros(bits);
            }
        }
        return -1;
    }

    private int lastPresent() {
        for (int word = present.length - 1; word >= 0; word--) {
            long bits = word(word);
            if (bits != 0) {
                return (word << WORD_SHIFT) + Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
            }
        }
        return -1;
    }

    private long word(int word) {
        return (long) PRESENT.getAcquire(present, word);
    }

    /** The bits of the pages {@code page} to {@code last} that are in the word of {@code page}. */
    private static long mask(int page, int last) {
        long from = -1L << page;
        return last >>> WORD_SHIFT > page >>> WORD_SHIFT ? from : from & (-1L >>> (Long.SIZE - 1 - last));
    }
}
