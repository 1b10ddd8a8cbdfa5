// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages that a client or a disk repeats. */
class RepetitionsTest {
    private static final Instant START = Instant.parse("2026-11-23T20:00:00Z");
    private static final Instant LATER = START.plus(Repetitions.WINDOW);

    private final Repetitions repetitions = new Repetitions();

    @Test
    void failuresOfADiskAreCountedAfterTheFirstFew() {
        int written = 0;
        for (int i = 0; i < 12_000 + Repetitions.SHOWN; i++) {
            written += repetitions.counts(entry("vm1", Level.ERROR, "read of 4096 at " + i + " failed")) ? 0 : 1;
        }

        assertEquals(Repetitions.SHOWN, written);
        assertEquals(List.of(), repetitions.due(LATER.minusMillis(1)));
        assertEquals(
                List.of("read of 4096 at " + (12_000 + Repetitions.SHOWN - 1)
                        + " failed (repeated 12,000 times, with other numbers)"),
                sentences(LATER));
        assertFalse(repetitions.more());
    }

    @Test
    void equalMessagesAreNotSaidToDiffer() {
        repeat("vm1", Level.INFO, "the size has changed", Repetitions.SHOWN + 2);
        assertEquals(List.of("the size has changed (repeated 2 times)"), sentences(LATER));
    }

    @Test
    void messagesOfAnotherDiskAreWritten() {
        repeat("vm1", Level.ERROR, "read failed", 100);
        assertFalse(repetitions.counts(entry("vm2", Level.ERROR, "read failed")));
    }

    @Test
    void anotherMessageOfTheDiskIsWritten() {
        repeat("vm1", Level.ERROR, "read failed", 100);
        assertFalse(repetitions.counts(entry("vm1", Level.ERROR, "write failed")));
    }

    @Test
    void namesWithNumbersAreToldApartInReportsOfSuccess() {
        for (int i = 0; i < 100; i++) {
            assertFalse(repetitions.counts(entry("server", Level.INFO, "added export 'vm" + i + "'")));
        }
    }

    @Test
    void linesForDebuggingAreNeverCounted() {
        for (int i = 0; i < 100; i++) {
            assertFalse(repetitions.counts(entry("vm1", Level.DEBUG, "open")));
        }
    }

    @Test
    void messageIsWrittenAgainInALaterWindow() {
        repeat("vm1", Level.ERROR, "read failed", 100);
        repetitions.due(LATER);
        assertFalse(repetitions.counts(new Entry(LATER, Level.ERROR, "vm1", "read failed", Optional.empty())));
    }

    @Test
    void theEndTellsWhatWasCountedSoFar() {
        repeat("vm1", Level.ERROR, "read failed", Repetitions.SHOWN + 5);
        assertEquals(
                List.of("read failed (repeated 5 times)"),
                repetitions.all().stream().map(Entry::message).toList());
    }

    private void repeat(String logger, Level level, String message, int times) {
        for (int i = 0; i < times; i++) {
            repetitions.counts(entry(logger, level, message));
        }
    }

    private List<String> sentences(Instant now) {
        return repetitions.due(now).stream().map(Entry::message).toList();
    }

    private static Entry entry(String logger, Level level, String message) {
        return new Entry(START, level, logger, message, Optional.empty());
    }
}
