// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000;

    private final TokenBucket bucket = new TokenBucket(1000);

    @Test
    void aTenthOfASecondIsFree() {
        long now = System.nanoTime() + SECOND;
        assertEquals(0, bucket.take(100, now));
        assertEquals(SECOND / 1000, bucket.take(1, now), 1000);
    }

    @Test
    void overTimeTheRateIsKept() {
        long begin = System.nanoTime() + SECOND;
        long now = begin;
        long taken = 0;
        while (now < begin + 10 * SECOND) {
            now += bucket.take(7, now);
            taken += 7;
            now += 1000;
        }
        assertEquals(10_000, taken, 200);
    }

    @Test
    void whoHasPausedGainsNoMoreThanTheBurst() {
        long now = System.nanoTime() + 100 * SECOND;
        assertEquals(0, bucket.take(100, now));
        assertTrue(bucket.take(100, now) > 0);
    }

    @Test
    void oneLongRequestIsWaitedForByTheNext() {
        long now = System.nanoTime() + SECOND;
        assertEquals(59.9 * SECOND, bucket.take(60_000, now), SECOND / 10.0);
    }
}
