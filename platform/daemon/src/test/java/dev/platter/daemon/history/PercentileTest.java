// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.traffic.Counters;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.engine.traffic.Latencies;
import dev.platter.nbd.Commands;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A percentile that is estimated from the histogram lies in the same bucket as that of the sorted list. */
class PercentileTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 99, 100, 101, 1000, 4711})
    void theEstimateIsInTheBucketOfTheNearestRank(int requests) {
        Random random = new Random(requests);
        for (int round = 0; round < 20; round++) {
            long[] latencies = new long[requests];
            // From 1 µs to 100 s, as many in each power of ten.
            Arrays.setAll(latencies, i -> (long) Math.pow(10, 3 + 8 * random.nextDouble()));
            float median = Percentile.of(histogram(latencies), 50);
            float slowest = Percentile.of(histogram(latencies), 99);

            Arrays.sort(latencies);
            assertNear(latencies[(requests + 1) / 2 - 1], median);
            assertNear(latencies[Math.ceilDiv(requests * 99, 100) - 1], slowest);
        }
    }

    @Test
    void withoutRequestsThereIsNone() {
        assertEquals(Float.NaN, Percentile.of(histogram(), 50));
    }

    @Test
    void requestsAreSpreadOverTheirBucket() {
        // Four between 20 and 50 µs: the second of them is taken to be in the middle.
        assertEquals(35e-6f, Percentile.of(histogram(30_000, 30_000, 30_000, 30_000), 50), 1e-9f);
        assertEquals(50e-6f, Percentile.of(histogram(30_000, 30_000, 30_000, 30_000), 99), 1e-9f);
    }

    @Test
    void beyondTheLastBoundItIsTheBound() {
        assertEquals(10f, Percentile.of(histogram(60_000_000_000L), 50));
    }

    private static void assertNear(long exact, float estimate) {
        long[] bounds = Latencies.bounds();
        int bucket = 0;
        while (bucket < bounds.length && exact > bounds[bucket]) {
            bucket++;
        }
        double lower = bucket == 0 ? 0 : bounds[bucket - 1] / 1e9;
        double upper = bucket == bounds.length ? lower : bounds[bucket] / 1e9;
        double rounding = upper * 1e-6;
        assertTrue(
                estimate >= lower - rounding && estimate <= upper + rounding,
                () -> estimate + " s is not between " + lower + " and " + upper + " as " + exact + " ns are");
    }

    private static long[] histogram(long... latencies) {
        ExportTraffic traffic = new ExportTraffic();
        Counters counters = traffic.begin();
        for (long nanos : latencies) {
            counters.late(Commands.READ, 512, nanos);
        }
        return counters.latencies(Commands.READ);
    }
}
