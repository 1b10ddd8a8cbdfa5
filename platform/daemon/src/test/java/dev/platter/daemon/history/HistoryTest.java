// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.traffic.Counters;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.nbd.Commands;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Minutes, hours and days go by, by a clock that the test sets. */
class HistoryTest {
    /** A midnight, a little late, as samples are. */
    private static final Instant BEGIN = Instant.parse("2026-11-20T00:00:00.004Z");

    private final History history = new History();
    private final Map<String, ExportTraffic> traffic = new LinkedHashMap<>();
    private final Counters vm1 = export("vm1");
    private Instant now = BEGIN;

    private Counters export(String name) {
        ExportTraffic its = new ExportTraffic();
        traffic.put(name, its);
        return its.begin();
    }

    private void sample() {
        history.sample(now, traffic);
    }

    private void pass(Duration time) {
        now = now.plus(time);
        sample();
    }

    /** Seconds go by, with a sample and a number of reads of 1000 bytes in each. */
    private void seconds(int seconds, int reads) {
        for (int i = 0; i < seconds; i++) {
            for (int read = 0; read < reads; read++) {
                vm1.late(Commands.READ, 1000, 15_000);
            }
            pass(Duration.ofSeconds(1));
        }
    }

    private float[] of(Measure measure, Span span) {
        return history.of("vm1", span).orElseThrow().values(measure);
    }

    /** The last numbers of an export. */
    private float[] last(int count, Measure measure, Span span) {
        float[] all = of(measure, span);
        return Arrays.copyOfRange(all, all.length - count, all.length);
    }

    private static int known(float[] values) {
        int known = 0;
        for (float value : values) {
            known += Float.isNaN(value) ? 0 : 1;
        }
        return known;
    }

    @Test
    void eachSecondHasItsOwnNumbers() {
        sample();
        seconds(1, 2);
        vm1.late(Commands.WRITE, 5000, 1);
        vm1.failed(Commands.WRITE);
        vm1.late(Commands.FLUSH, 0, 1);
        pass(Duration.ofSeconds(1));

        assertArrayEquals(new float[] {2000, 0}, last(2, Measure.READ, Span.MINUTE));
        assertArrayEquals(new float[] {0, 5000}, last(2, Measure.WRITTEN, Span.MINUTE));
        assertArrayEquals(new float[] {2, 2}, last(2, Measure.REQUESTS, Span.MINUTE));
        assertArrayEquals(new float[] {0, 1}, last(2, Measure.ERRORS, Span.MINUTE));
        assertEquals(2, known(of(Measure.READ, Span.MINUTE)), "nothing is known of the time before the start");
    }

    @Test
    void theStepsBeginAtRoundTimes() {
        sample();
        seconds(61, 0);

        Recent minute = history.of("vm1", Span.MINUTE).orElseThrow();
        assertEquals(Instant.parse("2026-11-20T00:00:01Z"), minute.begin());
        assertEquals(Instant.parse("2026-11-20T00:01:01Z"), minute.end());
        Recent hour = history.of("vm1", Span.HOUR).orElseThrow();
        assertEquals(Instant.parse("2026-11-19T23:02:00Z"), hour.begin());
        assertEquals(Instant.parse("2026-11-20T00:02:00Z"), hour.end());
        Recent day = history.of("vm1", Span.DAY).orElseThrow();
        assertEquals(Instant.parse("2026-11-19T00:15:00Z"), day.begin());
        assertEquals(Instant.parse("2026-11-20T00:15:00Z"), day.end());
    }

    @Test
    void aMinuteIsForgottenSecondBySecond() {
        sample();
        seconds(1, 7);
        seconds(59, 0);
        assertEquals(7000, of(Measure.READ, Span.MINUTE)[0]);

        seconds(1, 0);
        float[] minute = of(Measure.READ, Span.MINUTE);
        assertArrayEquals(new float[60], minute);
    }

    @Test
    void aMinuteIsAStepOfTheHourAndAQuarterOfTheDay() {
        sample();
        seconds(60, 3);
        seconds(60, 1);
        seconds(30, 2);

        // The running minute is a mean of what has gone by of it.
        assertArrayEquals(new float[] {3, 1, 2}, last(3, Measure.REQUESTS, Span.HOUR));
        assertArrayEquals(new float[] {2}, last(1, Measure.REQUESTS, Span.DAY));
        assertEquals(1, known(of(Measure.REQUESTS, Span.DAY)));
    }

    @Test
    void anHourAndADayAreForgottenToo() {
        sample();
        seconds(60, 1);
        for (int second = 0; second < 59 * 60; second += 5) {
            pass(Duration.ofSeconds(5));
        }
        assertEquals(1, of(Measure.REQUESTS, Span.HOUR)[0]);
        for (int second = 0; second < 60; second += 5) {
            pass(Duration.ofSeconds(5));
        }
        assertArrayEquals(new float[60], of(Measure.REQUESTS, Span.HOUR));

        for (int second = 0; second < 22 * 3600 + 2700; second += 5) {
            pass(Duration.ofSeconds(5));
        }
        assertEquals(60 / 900f, of(Measure.REQUESTS, Span.DAY)[0]);
        for (int second = 0; second < 900; second += 5) {
            pass(Duration.ofSeconds(5));
        }
        assertArrayEquals(new float[96], of(Measure.REQUESTS, Span.DAY));
    }

    @Test
    void percentilesOfAMinuteAreThoseOfAllItsRequests() {
        sample();
        for (int i = 0; i < 99; i++) {
            vm1.late(Commands.READ, 1000, 15_000);
        }
        pass(Duration.ofSeconds(1));
        for (int i = 0; i < 2; i++) {
            vm1.late(Commands.READ, 1000, 400_000_000);
        }
        pass(Duration.ofSeconds(1));

        assertTrue(last(1, Measure.MEDIAN, Span.MINUTE)[0] > 0.2, "the median of the last second");
        assertTrue(last(1, Measure.MEDIAN, Span.HOUR)[0] < 20e-6, "the median of the minute");
        assertTrue(last(1, Measure.PERCENTILE_99, Span.HOUR)[0] > 0.2, "its 99th percentile");
    }

    @Test
    void withoutRequestsThereAreNoLatencies() {
        sample();
        seconds(1, 1);
        seconds(1, 0);

        assertFalse(Float.isNaN(last(2, Measure.MEDIAN, Span.MINUTE)[0]));
        assertEquals(Float.NaN, last(2, Measure.MEDIAN, Span.MINUTE)[1]);
        assertEquals(1, known(of(Measure.PERCENTILE_99, Span.MINUTE)));
    }

    @Test
    void aPauseIsAGap() {
        sample();
        seconds(2, 1);
        vm1.late(Commands.READ, 1000, 1);
        pass(Duration.ofSeconds(20));
        seconds(1, 1);

        float[] minute = last(23, Measure.REQUESTS, Span.MINUTE);
        assertEquals(1, minute[1]);
        assertEquals(3, known(minute), "two seconds before the pause and one behind it");
        assertEquals(1, minute[22]);
    }

    @Test
    void aLateSampleStandsForTheSecondsThatItMissed() {
        sample();
        seconds(1, 1);
        for (int i = 0; i < 6; i++) {
            vm1.late(Commands.READ, 1000, 1);
        }
        pass(Duration.ofSeconds(3));

        assertArrayEquals(new float[] {1, 2, 2, 2}, last(4, Measure.REQUESTS, Span.MINUTE));
    }

    @Test
    void aClockThatIsSetBackALittleIsWaitedFor() {
        sample();
        seconds(10, 1);
        pass(Duration.ofSeconds(-3));
        seconds(4, 1);

        assertArrayEquals(new float[] {1, 4}, last(2, Measure.REQUESTS, Span.MINUTE));
    }

    @Test
    void aClockThatIsSetBackMakesTheHistoryBeginAgain() {
        sample();
        seconds(10, 1);
        pass(Duration.ofHours(-2));
        seconds(1, 4);

        assertArrayEquals(new float[] {4}, last(1, Measure.REQUESTS, Span.HOUR));
        assertEquals(1, known(of(Measure.REQUESTS, Span.DAY)));
    }

    @Test
    void histogramsAreThoseOfTheSpan() {
        sample();
        vm1.late(Commands.READ, 4096, 15_000);
        vm1.late(Commands.WRITE, 1 << 20, 15_000_000);
        pass(Duration.ofSeconds(1));

        Recent minute = history.of("vm1", Span.MINUTE).orElseThrow();
        assertEquals(1, minute.latencies()[1]);
        assertEquals(1, minute.latencies()[10]);
        assertEquals(1, minute.sizes(Commands.READ)[3]);
        assertEquals(1, minute.sizes(Commands.WRITE)[11]);

        seconds(60, 0);
        Recent later = history.of("vm1", Span.MINUTE).orElseThrow();
        assertEquals(0, Arrays.stream(later.latencies()).sum());
        assertEquals(0, Arrays.stream(later.sizes(Commands.READ)).sum());
        assertEquals(
                2,
                Arrays.stream(history.of("vm1", Span.HOUR).orElseThrow().latencies())
                        .sum());
    }

    @Test
    void theServerIsTheSumOfItsExports() {
        Counters vm2 = export("vm2");
        sample();
        vm2.late(Commands.READ, 500, 1);
        seconds(1, 2);

        float[] server = history.ofServer(Span.MINUTE).orElseThrow().values(Measure.READ);
        assertEquals(2500, server[59]);
    }

    @Test
    void anExportThatIsRemovedTakesNothingFromTheServer() {
        sample();
        seconds(1, 2);
        traffic.clear();
        pass(Duration.ofSeconds(1));

        assertEquals(Optional.empty(), history.of("vm1", Span.MINUTE));
        float[] server = history.ofServer(Span.MINUTE).orElseThrow().values(Measure.READ);
        assertEquals(2000, server[58]);
        assertEquals(0, server[59]);
    }

    @Test
    void anotherExportWithTheNameOfAFormerOneBeginsAnew() {
        sample();
        seconds(5, 2);
        export("vm1").late(Commands.READ, 100, 1);
        pass(Duration.ofSeconds(1));

        assertEquals(100, last(1, Measure.READ, Span.MINUTE)[0]);
        assertEquals(1, known(of(Measure.READ, Span.MINUTE)));
    }

    @Test
    void whatWasCountedBeforeTheFirstSampleIsNotTheFirstSeconds() {
        vm1.late(Commands.READ, 1000, 1);
        sample();
        seconds(1, 1);

        assertArrayEquals(new float[] {1}, last(1, Measure.REQUESTS, Span.MINUTE));
    }

    @Test
    void anIdleExportIsKnownToBeIdle() {
        export("idle");
        sample();
        seconds(10, 1);

        float[] idle = history.of("idle", Span.MINUTE).orElseThrow().values(Measure.READ);
        assertEquals(10, known(idle));
        assertEquals(0, idle[59]);
    }

    @Test
    void moreExportsThanHaveAHistoryAreLeftOutUntilOneIsIdleForADay() {
        Counters[] many = new Counters[History.MOST];
        for (int i = 0; i < many.length; i++) {
            many[i] = export("busy-" + i);
        }
        sample();
        for (Counters each : many) {
            each.late(Commands.READ, 1000, 1);
        }
        pass(Duration.ofSeconds(1));
        seconds(1, 1);

        assertTrue(history.leftOut("vm1"));
        assertEquals(Optional.empty(), history.of("vm1", Span.DAY));
        assertTrue(history.of("busy-99", Span.DAY).isPresent());
        float[] server = history.ofServer(Span.MINUTE).orElseThrow().values(Measure.REQUESTS);
        assertArrayEquals(new float[] {100, 1}, Arrays.copyOfRange(server, 58, 60));

        for (int hour = 0; hour < 25; hour++) {
            pass(Duration.ofHours(1));
        }
        seconds(1, 1);
        assertFalse(history.leftOut("vm1"));
        assertArrayEquals(new float[] {1}, last(1, Measure.REQUESTS, Span.MINUTE));
        assertEquals(1, known(of(Measure.REQUESTS, Span.MINUTE)), "what it did before is not known");
    }

    @Test
    void beforeTheFirstSampleThereIsNothing() {
        assertEquals(Optional.empty(), history.ofServer(Span.DAY));
        assertEquals(Optional.empty(), history.of("vm1", Span.DAY));
        assertFalse(history.leftOut("vm1"));
    }
}
