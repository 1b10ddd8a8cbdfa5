// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.traffic;

/** The buckets into which latencies are counted: three for each power of ten, from 10 µs to 10 s. */
public final class Latencies {
    private static final long[] BOUNDS = {
        10_000,
        20_000,
        50_000,
        100_000,
        200_000,
        500_000,
        1_000_000,
        2_000_000,
        5_000_000,
        10_000_000,
        20_000_000,
        50_000_000,
        100_000_000,
        200_000_000,
        500_000_000,
        1_000_000_000,
        2_000_000_000,
        5_000_000_000L,
        10_000_000_000L
    };

    static final int BUCKETS = BOUNDS.length + 1;

    private Latencies() {}

    /**
     * The upper bounds of all buckets except the last, which has none.
     *
     * @return nanoseconds, ascending; a latency that equals a bound is within it
     */
    public static long[] bounds() {
        return BOUNDS.clone();
    }

    static int bucket(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
            bucket++;
        }
        return bucket;
    }
}
