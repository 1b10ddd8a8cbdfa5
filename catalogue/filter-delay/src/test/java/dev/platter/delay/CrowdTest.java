// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.delay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.testkit.HeldDisk;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestCompletion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A thousand requests wait at the same time, without a thread. */
class CrowdTest {
    private static final int MANY = 1000;

    private final RecordingDisk behind = RecordingDisk.of(1000);
    private final List<TestCompletion> ends = new ArrayList<>();

    @Test
    void waitingRequestsHaveOneAlarmAndNoThread() throws IOException {
        Delayed delayed = Delayed.disk(behind, "delay-read=100");
        crowd(delayed.opened());
        assertEquals(1, delayed.context.putOff());
        assertEquals(0, delayed.context.given());
        delayed.context.advance(Delayed.millis(100));
        assertEquals(MANY, succeeded());
        assertEquals(0, delayed.context.putOff());
        assertEquals(0, delayed.context.given());
    }

    @Test
    void requestsLeaveInTheOrderInWhichTheyCame() throws IOException {
        Delayed delayed = Delayed.disk(behind, "delay-read=100");
        AsyncDisk disk = delayed.opened();
        for (int i = 0; i < 10; i++) {
            ends.add(Delayed.send(disk, "read"));
            delayed.context.advance(Delayed.millis(10));
        }
        for (int i = 1; i <= 10; i++) {
            assertEquals(i, succeeded());
            assertEquals(i < 10 ? 1 : 0, delayed.context.putOff());
            delayed.context.advance(Delayed.millis(10));
        }
    }

    /** They are due at once, but only a few threads call the disk behind. */
    @Test
    void aBlockingDiskIsCalledByFewThreads() throws IOException {
        Delayed delayed = Delayed.disk(behind.thatBlocks(), "delay-read=100");
        AsyncDisk disk = delayed.opened();
        assertFalse(disk.blocking(), "the server would have a thread wait with each request");
        crowd(disk);
        assertEquals(0, delayed.context.given());
        delayed.context.advance(Delayed.millis(100));
        assertEquals(0, succeeded(), "the alarm's thread has called the disk");
        assertEquals(16, delayed.context.given());
        delayed.context.work();
        assertEquals(MANY, succeeded());
    }

    @Test
    void undelayedRequestsDoNotBlockTheEventLoop() throws IOException {
        Delayed delayed = Delayed.disk(behind.thatBlocks(), "delay-read=100");
        TestCompletion end = Delayed.send(delayed.opened(), "flush");
        assertEquals("pending", end.outcome());
        assertEquals(1, delayed.context.given());
        delayed.context.work();
        assertEquals("succeeded", end.outcome());
    }

    @Test
    void noThreadWaitsForAnAsynchronousDisk() throws IOException {
        HeldDisk held = new HeldDisk(1000);
        Delayed delayed = Delayed.disk(held, "delay-read=100");
        crowd(delayed.opened());
        delayed.context.advance(Delayed.millis(100));
        List<Completion> there = held.release();
        assertEquals(MANY, there.size());
        assertEquals(0, succeeded());
        there.forEach(Completion::succeeded);
        assertEquals(MANY, succeeded());
    }

    @Test
    void requestsOfAClientThatHasGoneAreCarriedOutEarly() throws IOException {
        Delayed delayed = Delayed.disk(behind, "delay-read=86400000");
        AsyncDisk disk = delayed.opened();
        crowd(disk);
        delayed.context.hurry();
        assertEquals(MANY, succeeded());
        ends.clear();
        crowd(disk);
        assertEquals(MANY, succeeded());
    }

    private void crowd(AsyncDisk disk) {
        for (int i = 0; i < MANY; i++) {
            ends.add(Delayed.send(disk, "read"));
        }
    }

    private long succeeded() {
        return ends.stream().filter(end -> end.outcome().equals("succeeded")).count();
    }
}
