// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.Counter;
import dev.platter.api.Gauge;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberMetricsTest {
    private final MemberMetrics metrics = new MemberMetrics();

    private List<Long> values() {
        return metrics.readings("cache").stream().map(MetricReading::value).toList();
    }

    @Test
    void aCounterAdds() {
        Counter hits = metrics.counter("hits", "Hits");
        hits.increment();
        hits.add(4);
        assertEquals(List.of(new MetricReading("cache", true, "hits", "Hits", 5)), metrics.readings("cache"));
    }

    @Test
    void aCounterNeverFalls() {
        Counter hits = metrics.counter("hits", "Hits");
        hits.add(4);
        hits.add(-1);
        assertEquals(List.of(4L), values());
    }

    @Test
    void aGaugeIsSetAndAddedTo() {
        Gauge blocks = metrics.gauge("blocks", "Blocks");
        blocks.set(10);
        blocks.add(-12);
        assertEquals(List.of(new MetricReading("cache", false, "blocks", "Blocks", -2)), metrics.readings("cache"));
    }

    @Test
    void aGaugeIsAskedAtEachReading() {
        long[] now = {1};
        metrics.gauge("blocks", "Blocks", () -> now[0]);
        assertEquals(List.of(1L), values());
        now[0] = 2;
        assertEquals(List.of(2L), values());
    }

    @Test
    void aGaugeThatThrowsIsLeftOut() {
        metrics.counter("hits", "Hits").increment();
        metrics.gauge("blocks", "Blocks", () -> {
            throw new IllegalStateException("on purpose");
        });
        assertEquals(List.of(1L), values());
    }

    @Test
    void aNameThatWasUsedBeforeIsTheSameMetric() {
        assertSame(metrics.counter("hits", "Hits"), metrics.counter("hits", "Hits"));
        assertSame(metrics.gauge("blocks", "Blocks"), metrics.gauge("blocks", "Blocks"));
    }

    @Test
    void aNameHasOneKind() {
        metrics.counter("hits", "Hits");
        metrics.gauge("blocks", "Blocks", () -> 1);
        assertThrows(IllegalArgumentException.class, () -> metrics.gauge("hits", "Hits"));
        assertThrows(IllegalArgumentException.class, () -> metrics.gauge("hits", "Hits", () -> 1));
        assertThrows(IllegalArgumentException.class, () -> metrics.gauge("blocks", "Blocks"));
        assertThrows(IllegalArgumentException.class, () -> metrics.counter("blocks", "Blocks"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Hits", "1hits", "hits-per-second", "hits_total", "hits_bucket", "hits{a=1}"})
    void aNameThatPrometheusCannotHaveIsRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> metrics.counter(name, "Hits"));
        assertThrows(IllegalArgumentException.class, () -> metrics.gauge(name, "Hits"));
    }
}
