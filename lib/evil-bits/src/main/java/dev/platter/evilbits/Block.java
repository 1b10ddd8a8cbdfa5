package dev.platter.evilbits;

import java.util.Arrays;

/** Where runs begin within one block, in ascending order. Immutable, so that a thread may find what another has left. */
final class Block {
    private final long number;
    private final long[] starts;

    private Block(long number, long[] starts) {
        this.number = number;
        this.starts = starts;
    }

    /**
     * Draws one. It is the same, whenever that happens.
     *
     * @param number which of its disk
     * @param seed of its disk
     * @param bits how long it is
     */
    static Block draw(long number, long seed, long bits, Gaps gaps) {
        SplitMix64 random = new SplitMix64(SplitMix64.at(seed, number));
        long[] starts = new long[128];
        int count = 0;
        for (long at = gaps.draw(random.next()); at < bits; at += 1 + gaps.draw(random.next())) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = at;
        }
        return new Block(number, Arrays.copyOf(starts, count));
    }

    long number() {
        return number;
    }

    int count() {
        return starts.length;
    }

    /** Where a run begins, in bits from the beginning of the block. */
    long start(int index) {
        return starts[index];
    }

    /** The first run that begins at a bit or behind it; {@link #count} if there is none. */
    int firstFrom(long bit) {
        if (bit <= 0) {
            return 0;
        }
        int low = 0;
        int high = starts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] < bit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
