// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.delay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Features;
import dev.platter.api.RequestFlags;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestCompletion;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FastZeroTest {
    private static final RequestFlags FAST = RequestFlags.NONE.withFastZero(true);

    private final RecordingDisk behind = RecordingDisk.of(1000);

    @Test
    void fastZeroesWaitAsOtherZeroesDo() throws IOException {
        Delayed delayed = Delayed.disk(behind, "delay-zero=100");
        TestCompletion end = Delayed.send(delayed.opened(), "zero", FAST);
        assertEquals("pending", end.outcome());
        delayed.context.advance(Delayed.millis(100));
        assertEquals(List.of("zero 4 at 0 [fast-zero]"), behind.requests());
    }

    @Test
    void fastZeroesCanBeRefusedAtOnce() throws IOException {
        AsyncDisk disk =
                Delayed.disk(behind, "delay-zero=100 delay-fast-zero=false").opened();
        TestCompletion end = Delayed.send(disk, "zero", FAST);
        assertTrue(end.outcome().startsWith("ENOTSUP "), end.outcome());
        assertEquals(List.of(), behind.requests());
    }

    @Test
    void fastZeroesPassIfZeroesHaveNoDelay() throws IOException {
        AsyncDisk disk =
                Delayed.disk(behind, "delay-read=100 delay-fast-zero=false").opened();
        assertEquals("succeeded", Delayed.send(disk, "zero", FAST).outcome());
    }

    @Test
    void refusedFastZeroesAreStillOffered() throws IOException {
        RecordingDisk slow = behind.with(RecordingDisk.EVERYTHING.withFastZero(false));
        assertTrue(Delayed.disk(slow, "delay-zero=100 delay-fast-zero=false")
                .open()
                .features()
                .fastZero());
        assertFalse(Delayed.disk(slow, "delay-zero=100").open().features().fastZero());
    }

    @Test
    void aDiskWithoutZeroesOffersNoFastZeroes() throws IOException {
        RecordingDisk unable = behind.with(Features.readOnly());
        assertEquals(
                Features.readOnly(),
                Delayed.disk(unable, "delay-zero=100 delay-fast-zero=false")
                        .open()
                        .features());
    }
}
