// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.traffic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.nbd.Commands;
import org.junit.jupiter.api.Test;

/** A size is counted in the first bucket whose bound is not smaller. */
class RequestSizesTest {
    private final ExportTraffic traffic = new ExportTraffic();
    private final Counters connection = traffic.begin();

    @Test
    void eachBoundEndsABucket() {
        long[] bounds = RequestSizes.bounds();

        assertEquals(512, bounds[0]);
        assertEquals(32 << 20, bounds[bounds.length - 1]);
        for (int i = 0; i < bounds.length; i++) {
            assertEquals(i, RequestSizes.bucket(bounds[i]), "" + bounds[i]);
            assertEquals(i, RequestSizes.bucket(bounds[i] - 1), "one less than " + bounds[i]);
            assertEquals(i + 1, RequestSizes.bucket(bounds[i] + 1), "one more than " + bounds[i]);
        }
    }

    @Test
    void theSmallestAndTheLargestHaveABucketToo() {
        assertEquals(0, RequestSizes.bucket(0));
        assertEquals(0, RequestSizes.bucket(1));
        assertEquals(RequestSizes.BUCKETS - 1, RequestSizes.bucket(0xffff_ffffL));
        assertEquals(RequestSizes.BUCKETS - 1, RequestSizes.bucket(Long.MAX_VALUE));
    }

    @Test
    void readsAndWritesAreCountedApart() {
        connection.atOnce(Commands.READ, 4096);
        connection.late(Commands.READ, 4096, 1);
        connection.late(Commands.WRITE, 513, 1);
        connection.atOnce(Commands.TRIM, 1 << 20);
        connection.late(Commands.FLUSH, 0, 1);

        assertArrayEquals(counts(3, 2), traffic.total().sizes(Commands.READ));
        assertArrayEquals(counts(1, 1), traffic.total().sizes(Commands.WRITE));
    }

    @Test
    void anEndedConnectionStaysCounted() {
        connection.late(Commands.WRITE, 1 << 30, 1);
        traffic.end(connection);

        assertArrayEquals(counts(RequestSizes.BUCKETS - 1, 1), traffic.total().sizes(Commands.WRITE));
    }

    @Test
    void otherCommandsHaveNoSizes() {
        assertThrows(IllegalArgumentException.class, () -> connection.sizes(Commands.TRIM));
    }

    private static long[] counts(int bucket, long count) {
        long[] counts = new long[RequestSizes.BUCKETS];
        counts[bucket] = count;
        return counts;
    }
}
