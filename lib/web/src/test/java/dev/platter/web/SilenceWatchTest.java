// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A timer whose tasks the tests run themselves. */
class SilenceWatchTest {
    private final List<Duration> delays = new ArrayList<>();
    private final List<Runnable> tasks = new ArrayList<>();
    private final List<Future<?>> alarms = new ArrayList<>();
    private int silences;

    private SilenceWatch watch(Duration patience) {
        return new SilenceWatch(patience, this::schedule, () -> silences++);
    }

    private Future<?> schedule(Duration delay, Runnable task) {
        delays.add(delay);
        tasks.add(task);
        Future<?> alarm = new CompletableFuture<>();
        alarms.add(alarm);
        return alarm;
    }

    @Test
    void silenceIsToldOnce() {
        watch(Duration.ZERO).begin();
        tasks.getFirst().run();
        tasks.getFirst().run();
        assertEquals(1, silences);
        assertEquals(1, tasks.size());
    }

    @Test
    void aServerThatHasSpokenHasTheRestOfThePatience() {
        SilenceWatch watch = watch(Duration.ofHours(1));
        watch.begin();
        watch.heard();
        tasks.getFirst().run();
        assertEquals(0, silences);
        assertEquals(2, tasks.size());
        assertTrue(delays.getLast().compareTo(Duration.ofHours(1)) < 0, delays::toString);
        assertTrue(delays.getLast().compareTo(Duration.ofMinutes(50)) > 0, delays::toString);
    }

    @Test
    void nothingIsToldAfterTheEnd() {
        SilenceWatch watch = watch(Duration.ZERO);
        watch.begin();
        watch.end();
        assertTrue(alarms.getFirst().isCancelled());
        tasks.getFirst().run();
        assertEquals(0, silences);
    }

    @Test
    void anEndThatComesFirstCounts() {
        SilenceWatch watch = watch(Duration.ZERO);
        watch.end();
        watch.begin();
        assertEquals(List.of(), tasks);
    }
}
