// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rate;

import java.util.function.LongSupplier;

/**
 * Tells requests how long to wait, so that no more than a number of bits pass in a second. Any thread may call it.
 *
 * <p>The bucket holds bits that may pass at once; it fills at the rate, up to its capacity. A request that finds too few takes
 * them all the same, leaves a debt behind, and waits until the bucket would have had enough. So requests leave in the order in which they
 * came, none is asked to wait twice, and one that is larger than the bucket passes too.
 *
 * <p>The level is counted in nanoseconds at the rate, which a change of the rate leaves as it is: a request that waits is not told.
 */
final class TokenBucket {
    private static final double SECOND = 1e9;

    /** No wait is longer than this, so that sums of nanoseconds do not overflow. */
    private static final double LONGEST = Long.MAX_VALUE / 4.0;

    private final LongSupplier clock;

    /** In nanoseconds. */
    private final double capacity;

    private double bitsPerSecond;
    private double level;
    private long filled;

    /**
     * @param bitsPerSecond the rate; 0 for no limit
     * @param burstiness for how many seconds bits are saved up, more than 0
     * @param clock nanoseconds, as {@link System#nanoTime()} counts them
     */
    TokenBucket(long bitsPerSecond, double burstiness, LongSupplier clock) {
        this.bitsPerSecond = bitsPerSecond;
        this.clock = clock;
        capacity = Math.min(burstiness * SECOND, LONGEST);
        level = capacity;
        filled = clock.getAsLong();
    }

    /** Changes the rate; 0 takes the limit away, and forgives debts. */
    synchronized void adjust(long rate) {
        fill();
        if (rate == 0 || bitsPerSecond == 0) {
            level = capacity;
        }
        bitsPerSecond = rate;
    }

    /**
     * Takes bits, as many as may be.
     *
     * @return how long to wait before they pass, in nanoseconds; 0 if they may pass now
     */
    synchronized long take(long bits) {
        if (bitsPerSecond == 0) {
            return 0;
        }
        fill();
        level = Math.max(level - nanoseconds(bits), -LONGEST);
        return level >= 0 ? 0 : (long) -level;
    }

    /** Takes bits if they may pass now; otherwise it takes none. */
    synchronized boolean takeNow(long bits) {
        if (bitsPerSecond == 0) {
            return true;
        }
        fill();
        double cost = nanoseconds(bits);
        if (level < cost) {
            return false;
        }
        level -= cost;
        return true;
    }

    /** Puts back bits that did not pass. */
    synchronized void giveBack(long bits) {
        if (bitsPerSecond != 0) {
            level = Math.min(level + nanoseconds(bits), capacity);
        }
    }

    private void fill() {
        long now = clock.getAsLong();
        level = Math.min(level + (now - filled), capacity);
        filled = now;
    }

    private double nanoseconds(long bits) {
        return bits * SECOND / bitsPerSecond;
    }
}
