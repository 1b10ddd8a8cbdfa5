// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A client that holds memory and makes no progress is disconnected when others wait for memory. */
class StallWatchTest implements StallWatch.Watched {
    private static final long PATIENCE = Duration.ofMillis(400).toNanos();

    private final ArrayDeque<Runnable> looks = new ArrayDeque<>();
    private long now = 1_000;
    private boolean holds;
    private boolean waits;
    private boolean wanted;
    private boolean starved;
    private boolean owes;
    private boolean heldBack;
    private boolean gone;
    private boolean outOfSight;
    private long progress;
    private @Nullable String lost;
    private final StallWatch watch = new StallWatch(this, Duration.ofNanos(PATIENCE), () -> now, this::later);

    private void later(long delay, TimeUnit unit, Runnable look) {
        assertEquals(PATIENCE / 4, unit.toNanos(delay));
        looks.add(look);
    }

    /** Lets a quarter of the patience pass. */
    private void pass() {
        now += PATIENCE / 4;
        looks.remove().run();
    }

    @Test
    void aClientThatHoldsNothingIsNotWatched() {
        watch.arm();
        assertEquals(0, looks.size());
    }

    @Test
    void aClientIsWatchedOnceHoweverOftenTheWatchIsArmed() {
        holds = true;
        watch.arm();
        watch.arm();
        assertEquals(1, looks.size());
    }

    @Test
    void aStalledClientIsLostWhenOthersWait() {
        holds = true;
        wanted = true;
        watch.arm();
        pass();
        pass();
        pass();
        assertNull(lost);
        pass();
        assertEquals(
                "the client has neither sent nor taken anything for 400 ms, and others wait for the memory that it"
                        + " holds",
                lost);
        assertEquals(0, looks.size());
    }

    @Test
    void progressBuysPatience() {
        holds = true;
        wanted = true;
        watch.arm();
        for (int i = 0; i < 20; i++) {
            progress++;
            pass();
        }
        assertNull(lost);
    }

    @Test
    void aStalledClientStaysWhileNobodyWaits() {
        holds = true;
        watch.arm();
        for (int i = 0; i < 20; i++) {
            pass();
        }
        assertNull(lost);
        assertEquals(1, looks.size());
    }

    @Test
    void aClientThatHasStoodStillForLongIsLostAtTheNextLook() {
        holds = true;
        watch.arm();
        for (int i = 0; i < 20; i++) {
            pass();
        }
        wanted = true;
        pass();
        assertEquals(0, looks.size(), "it is not given another four seconds");
    }

    @Test
    void theWatchEndsWhenNothingIsHeldAndBeginsAnew() {
        holds = true;
        watch.arm();
        holds = false;
        pass();
        assertEquals(0, looks.size());
        holds = true;
        wanted = true;
        now += 10 * PATIENCE;
        watch.arm();
        pass();
        assertNull(lost, "its stillness counts from when it got memory again");
    }

    @Test
    void aClientThatOwesAPayloadIsLostAfterAMomentWhenOthersHaveWaitedLong() {
        holds = true;
        wanted = true;
        starved = true;
        owes = true;
        watch.arm();
        pass();
        progress++;
        pass();
        pass();
        pass();
        assertNull(lost);
        pass();
        assertEquals(
                "the client has neither sent nor taken anything for 300 ms, and others wait for the memory that it"
                        + " holds",
                lost);
    }

    @Test
    void aClientThatOwesAPayloadHasThePatienceWhileOthersHaveWaitedShortly() {
        holds = true;
        wanted = true;
        owes = true;
        watch.arm();
        pass();
        pass();
        pass();
        assertNull(lost);
    }

    @Test
    void aClientThatOnlyTakesItsRepliesSlowlyHasThePatience() {
        holds = true;
        wanted = true;
        starved = true;
        watch.arm();
        pass();
        pass();
        pass();
        assertNull(lost);
    }

    /** As while its disk is replaced. */
    @Test
    void aClientThatTheServerHoldsBackDoesNotStandStill() {
        holds = true;
        wanted = true;
        heldBack = true;
        watch.arm();
        for (int i = 0; i < 20; i++) {
            pass();
        }
        heldBack = false;
        pass();
        pass();
        pass();
        assertNull(lost);
    }

    @Test
    void aClientInLineIsLostOnlyIfItHasGone() {
        waits = true;
        wanted = true;
        watch.arm();
        for (int i = 0; i < 20; i++) {
            pass();
        }
        assertNull(lost);
        gone = true;
        pass();
        assertEquals("the client is gone without having disconnected", lost);
    }

    @Test
    void aClientWhoseSocketIsNotReadIsLostOnlyIfItHasGone() {
        outOfSight = true;
        wanted = true;
        watch.arm();
        for (int i = 0; i < 20; i++) {
            pass();
        }
        assertNull(lost);
        gone = true;
        pass();
        assertEquals("the client is gone without having disconnected", lost);
    }

    @Override
    public boolean isOutOfSight() {
        return outOfSight;
    }

    @Override
    public boolean holdsMemory() {
        return holds;
    }

    @Override
    public boolean waitsForMemory() {
        return waits;
    }

    @Override
    public boolean othersWait() {
        return wanted;
    }

    @Override
    public boolean othersHaveWaited(long nanos) {
        assertEquals(PATIENCE, nanos);
        return starved;
    }

    @Override
    public boolean owesPayload() {
        return owes;
    }

    @Override
    public boolean isHeldBack() {
        return heldBack;
    }

    @Override
    public long progress() {
        return progress;
    }

    @Override
    public boolean hasGone() {
        return gone;
    }

    @Override
    public void lose(String why) {
        lost = why;
    }
}
