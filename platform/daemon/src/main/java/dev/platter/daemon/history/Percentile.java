// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.history;

import dev.platter.engine.traffic.Latencies;

/**
 * Estimates percentiles of latencies from a histogram. The estimate lies in the bucket of the exact value, which is where the
 * nearest rank is; within the bucket, requests are taken to be spread evenly, as Prometheus' {@code histogram_quantile} takes
 * them. In the last bucket, which has no upper bound, the estimate is its lower bound.
 */
final class Percentile {
    private static final long[] BOUNDS = Latencies.bounds();

    private Percentile() {}

    /**
     * The time within which a part of the requests was answered.
     *
     * @param counts the number of requests in each bucket
     * @param percent more than 0, at most 100
     * @return seconds; not a number if there were no requests
     */
    static float of(long[] counts, int percent) {
        long all = 0;
        for (long count : counts) {
            all += count;
        }
        if (all == 0) {
            return Float.NaN;
        }
        long rank = Math.ceilDiv(all * percent, 100);
        long before = 0;
        int bucket = 0;
        while (before + counts[bucket] < rank) {
            before += counts[bucket];
            bucket++;
        }
        double lower = bucket == 0 ? 0 : BOUNDS[bucket - 1];
        double upper = bucket == BOUNDS.length ? lower : BOUNDS[bucket];
        double within = (double) (rank - before) / counts[bucket];
        return (float) ((lower + (upper - lower) * within) / 1e9);
    }
}
