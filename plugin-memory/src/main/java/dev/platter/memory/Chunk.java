// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * A slot's worth of the disk: the slot, which of its pages are present, and who is at it. {@link SparseMemory} says how
 * the three play together; here is what each of them guarantees.
 *
 * <p>The state is one number: whether the chunk is retired (bit 0), how many pins it has (bits 1 to 23), and how many
 * were ever taken out (the rest, which may wrap). A chunk that is not pinned is retired by exchanging the very number that
 * was seen before its pages were looked at: if somebody has come and gone since, the number is another one.
 */
final class Chunk {
    private static final VarHandle STATE;
    private static final VarHandle PRESENT = MethodHandles.arrayElementVarHandle(long[].class);

    private static final long RETIRED = 1;
    private static final long PIN = 1 << 1;
    private static final long PINS = (1 << 24) - PIN;
    private static final long UNPIN = (1 << 24) - PIN;

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

    /** A bit for each page. An absent page is zeroes in memory too, unless its first write or its discarding is under way. */
    private final long[] present;

    private volatile long state;

    private Chunk(Slot slot, long[] present, long state) {
        this.slot = slot;
        this.memory = slot.region().buffer();
        this.base = slot.base();
        this.present = present;
        this.state = state;
    }

    /** A chunk without any page, pinned once, so that it is not retired before its first write. */
    static Chunk pinned(Slot slot, int shift) {
        return new Chunk(slot, new long[wordsFor(shift)], PIN);
    }

    /** A chunk that was handed over. */
    static Chunk handedOver(Slot slot, long[] present) {
        return new Chunk(slot, present, 0);
    }

    /** How many words the bits of a slot's pages take. */
    static int wordsFor(int shift) {
        return ((1 << (shift - Memory.PAGE_SHIFT)) + Long.SIZE - 1) >>> WORD_SHIFT;
    }

    Slot slot() {
        return slot;
    }

    /**
     * Keeps the chunk from being retired.
     *
     * @return false if it has been already
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

    /**
     * Takes a pin out. Whoever takes out the last one retires a chunk without pages.
     *
     * @return whether the chunk is retired and nobody else is at it, so that the caller shall take it apart
     */
    boolean unpin() {
        long left = (long) STATE.getAndAdd(this, UNPIN) + UNPIN;
        if ((left & PINS) != 0) {
            return false;
        }
        return (left & RETIRED) != 0 || (isEmpty() && retireIfStill(left));
    }

    /** What {@link #retireIfStill} wants to know again. */
    long state() {
        return state;
    }

    /** Retires the chunk, unless anybody has pinned it since its state was looked at, even if he has gone again. */
    boolean retireIfStill(long seen) {
        return STATE.compareAndSet(this, seen, seen | RETIRED);
    }

    /**
     * Retires a chunk that has been taken out of the tree.
     *
     * @return whether nobody is at it, so that the caller shall take it apart; else whoever takes out the last pin will
     */
    boolean retire() {
        long seen = (long) STATE.getAndBitwiseOr(this, RETIRED);
        return (seen & (RETIRED | PINS)) == 0;
    }

    /** Gives the slot back. The caller is the one that was told to take the chunk apart. */
    void free(Slots slots) {
        int from = firstPresent();
        if (from < 0) {
            slots.give(slot, 0, 0);
        } else {
            slots.give(slot, from << Memory.PAGE_SHIFT, (lastPresent() + 1 - from) << Memory.PAGE_SHIFT);
        }
    }

    /**
     * Copies out what is present. Needs no pin.
     *
     * @return false if the chunk was retired meanwhile, so that what was copied may be another chunk's
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

    /** Copies in, then lets the pages be seen. Needs a pin. */
    void write(ByteBuffer data, int index, int from, int length) {
        memory.put(base + from, data, index, length);
        mark(from, length);
    }

    /** Writes zeroes, then lets the pages be seen. Needs a pin. */
    void writeZeroes(int from, int length) {
        Zeroes.fill(memory, base + from, length);
        mark(from, length);
    }

    /** Lets the pages of a range be seen, which were written to. Needs a pin. */
    void mark(int from, int length) {
        // Whoever clears a bit after this fence clears the page after the write; who did so before is seen below.
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
            // The absent pages in between are within the range too, so one call does for all.
            slots.discard(slot, from << Memory.PAGE_SHIFT, (to - from) << Memory.PAGE_SHIFT);
        }
    }

    /**
     * Whether there are other pins than the caller's. If there are not, pages that have been seen to be absent before
     * this call are zeroes in memory; else one that is at it may have cleared the bit and not yet the page.
     */
    boolean isShared() {
        return (state & PINS) != PIN;
    }

    /**
     * Looks how far the page at a place is followed by others of its kind.
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

    /** The bits of the pages from one to another, as far as they are in the word of the first. */
    private static long mask(int page, int last) {
        long from = -1L << page;
        return last >>> WORD_SHIFT > page >>> WORD_SHIFT ? from : from & (-1L >>> (Long.SIZE - 1 - last));
    }
}
