// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.profiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Where a test spends its time is found again in the flame graph. */
@Isolated("it records the whole process")
class ProfileTest {
    private static final Duration LONG = Duration.ofMillis(300);

    private static double burnt;

    /** Spends processor time. */
    private static void burn() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + LONG.toNanos();
        while (threads.getCurrentThreadCpuTime() < end) {
            for (int i = 0; i < 10_000; i++) {
                burnt += Math.sqrt(i);
            }
        }
    }

    private static void assertFound(List<String> frames) {
        assertTrue(frames.contains("dev/platter/profiler/ProfileTest.burn"), frames::toString);
    }

    @Tag("same-in-both-modes")
    @Test
    void stacksBeginWithTheThreadAndGoIntoNativeCode() throws IOException {
        assumeTrue(AsyncRecorder.isPossible(), "needs async-profiler");
        AsyncRecorder recorder = AsyncRecorder.begin();
        burn();

        List<String> frames = FlameGraphFrames.of(recorder.end());

        assertFound(frames);
        assertTrue(frames.contains("start_thread"), frames::toString);
    }

    @Test
    void flightRecorderFindsJavaFrames() throws IOException {
        FlightRecorder recorder = FlightRecorder.begin();
        burn();

        assertFound(FlameGraphFrames.of(recorder.end()));
    }

    @Tag("same-in-both-modes")
    @Test
    void secondRecordingAtTheSameTimeIsRefused() throws IOException {
        assumeTrue(AsyncRecorder.isPossible(), "needs async-profiler");
        try (Profile _ = Profile.begin()) {
            assertEquals(
                    "another profile of this process is being taken: wait for its end",
                    assertThrows(IOException.class, Profile::begin).getMessage());
        }
        // The first one was given up.
        Profile.begin().close();
    }
}
