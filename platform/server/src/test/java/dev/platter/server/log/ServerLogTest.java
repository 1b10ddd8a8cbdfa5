// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A log record in each format. */
class ServerLogTest {
    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00.123456Z");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private ServerLog opened = log(new TextFormat());

    @Test
    void textIsForPeople() {
        log(new TextFormat()).apply("vm1: memory").log(INFO, "it's {0}");

        assertEquals(List.of("2026-11-23T20:00:00Z INFO vm1: memory: it's {0}"), lines());
    }

    @Test
    void theServersOwnLoggerHasNoName() {
        log(new TextFormat()).apply("").log(WARNING, "careful");

        assertEquals(List.of("2026-11-23T20:00:00Z WARNING careful"), lines());
    }

    @ParameterizedTest
    @CsvSource({"ERROR, 3", "WARNING, 4", "INFO, 6", "DEBUG, 7", "TRACE, 7"})
    void theJournalGetsAPriorityAndNoTime(System.Logger.Level level, int priority) {
        log(new JournalFormat(), System.Logger.Level.ALL).apply("vm1").log(level, "message");

        assertEquals(List.of("<" + priority + ">vm1: message"), lines());
    }

    @Test
    void furtherLinesOfARecordAreIndented() {
        Exception cause = new IllegalStateException("first\n2026-11-23T20:00:00Z INFO forged");
        log(new TextFormat()).apply("vm1").log(ERROR, "failed", new RuntimeException("second", cause));

        assertEquals("\tjava.lang.RuntimeException: second", lines().get(1));
        assertTrue(lines().stream().skip(1).allMatch(line -> line.startsWith("\t")), lines()::toString);
        assertTrue(
                lines().stream().anyMatch(line -> line.startsWith("\tcaused by java.lang.IllegalStateException")),
                lines()::toString);
    }

    @Test
    void theJournalGetsAPriorityForEachLine() {
        log(new JournalFormat()).apply("vm1").log(ERROR, "failed", new IllegalStateException());

        assertTrue(lines().stream().skip(1).allMatch(line -> line.startsWith("<3>\t")), lines()::toString);
    }

    @Test
    void anExceptionThatCausesItselfEnds() {
        Exception inner = new IllegalStateException("inner");
        Exception outer = new IllegalStateException("outer", inner);
        inner.initCause(outer);

        log(new TextFormat()).apply("").log(ERROR, "failed", outer);

        assertEquals(1, lines().stream().filter(line -> line.contains("outer")).count());
    }

    /** A line end, a carriage return, a terminal's escape in both codings, the writing direction, half a character. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\u001b[2K", "\u009b2K", "\u202e", "\u2028", "\ud800", "\u0000", "\u007f"})
    void aClientCannotForgeALine(String evil) {
        for (LineFormat format : List.of(
                new TextFormat(), new JournalFormat(), new NbdkitFormat("platter", NbdkitFormat.Style.OURS, false))) {
            written.reset();
            log(format).apply("vm" + evil + "1").log(INFO, "export '" + evil + "2026 ERROR forged'");

            assertEquals(1, lines().size(), format::toString);
            String line = lines().getFirst();
            assertFalse(line.contains(evil.substring(0, 1)), line);
            assertTrue(line.contains("forged"), line);
        }
    }

    @Test
    void recordBelowTheThresholdIsNotShown() {
        System.Logger logger = log(new TextFormat()).apply("vm1");

        logger.log(DEBUG, "unseen");
        logger.log(DEBUG, "unseen", new IllegalStateException());
        logger.log(System.Logger.Level.OFF, "unseen");

        assertFalse(logger.isLoggable(DEBUG));
        assertTrue(logger.isLoggable(INFO));
        assertEquals(List.of(), lines());
    }

    @Test
    void parametersAreFilledIn() {
        log(new TextFormat()).apply("").log(INFO, "{0} of {1}", 1, "two");

        assertEquals(List.of("2026-11-23T20:00:00Z INFO 1 of two"), lines());
    }

    @Test
    void repeatedMessageIsCountedInTheFormatOfTheLog() {
        System.Logger logger = log(new JournalFormat()).apply("vm1");
        for (int i = 0; i < 3 + Repetitions.SHOWN; i++) {
            logger.log(ERROR, "failed");
        }

        assertEquals(Repetitions.SHOWN + 1, lines().size());
        assertEquals("<3>vm1: failed (repeated 3 times)", lines().getLast());
    }

    private ServerLog log(LineFormat format) {
        return log(format, INFO);
    }

    private ServerLog log(LineFormat format, System.Logger.Level threshold) {
        opened = new ServerLog(new PrintStream(written, true, UTF_8), format, threshold, () -> NOW);
        return opened;
    }

    private List<String> lines() {
        opened.close();
        return written.toString(UTF_8).lines().toList();
    }
}
