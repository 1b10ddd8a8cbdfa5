// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BandwidthTest {
    private static final long SECOND = 1_000_000_000;

    private final Bandwidth bucket = new Bandwidth();

    @BeforeEach
    void limit() {
        bucket.limit(OptionalLong.of(1000));
    }

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
    void aClientThatHasPausedGainsNoMoreThanTheBurst() {
        long now = System.nanoTime() + 100 * SECOND;
        assertEquals(0, bucket.take(100, now));
        assertTrue(bucket.take(100, now) > 0);
    }

    @Test
    void oneLongRequestIsWaitedForByTheNext() {
        long now = System.nanoTime() + SECOND;
        assertEquals(59.9 * SECOND, bucket.take(60_000, now), SECOND / 10.0);
    }

    @Test
    void aRequestThatCameBeforeTheRateChangedIsWaitedForAtTheNewRate() {
        long now = System.nanoTime() + SECOND;
        bucket.take(60_000, now);
        bucket.limit(OptionalLong.of(2000), now);
        assertEquals(30.4 * SECOND, bucket.take(1000, now), SECOND / 10.0);
        bucket.limit(OptionalLong.of(500), now);
        assertEquals(123.9 * SECOND, bucket.take(1000, now), SECOND / 10.0);
    }

    @Test
    void aLimitThatStaysTheSameForgetsNothing() {
        long now = System.nanoTime() + SECOND;
        bucket.take(60_000, now);
        bucket.limit(OptionalLong.of(1000), now);
        assertEquals(59.9 * SECOND, bucket.take(0, now), SECOND / 10.0);
    }

    @Test
    void aLimitMayComeAndGo() {
        Bandwidth fresh = new Bandwidth();
        assertEquals(0, fresh.take(1L << 40));
        fresh.limit(OptionalLong.of(1));
        assertTrue(fresh.take(1000) > SECOND);
        fresh.limit(OptionalLong.empty());
        assertEquals(0, fresh.take(1L << 40));
        assertTrue(fresh.isBounded(), "a connection asks each time, since a limit may come");
    }
}
