// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.resources;

import dev.platter.api.Counter;
import dev.platter.api.Gauge;
import dev.platter.api.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** The metrics of one instance, by name. */
final class MemberMetrics implements Metrics {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    /** Prometheus gives them a meaning, or refuses them. */
    private static final List<String> RESERVED = List.of("_total", "_created", "_bucket", "_info", "_count", "_sum");

    private final Map<String, Metric> metrics = new LinkedHashMap<>();

    private sealed interface Metric {
        String help();

        long value();
    }

    /** Most additions come from event loops and workers at a time, and are read once in a while. */
    private record Growing(String help, LongAdder sum) implements Metric, Counter {
        @Override
        public void add(long amount) {
            if (amount > 0) {
                sum.add(amount);
            }
        }

        @Override
        public long value() {
            return sum.sum();
        }
    }

    private static final class Level implements Metric, Gauge {
        private final String help;
        private final AtomicLong level = new AtomicLong();

        Level(String help) {
            this.help = help;
        }

        @Override
        public String help() {
            return help;
        }

        @Override
        public void set(long value) {
            level.set(value);
        }

        @Override
        public void add(long amount) {
            level.addAndGet(amount);
        }

        @Override
        public long value() {
            return level.get();
        }
    }

    private record Asked(String help, LongSupplier supplier) implements Metric {
        @Override
        public long value() {
            return supplier.getAsLong();
        }
    }

    @Override
    public synchronized Counter counter(String name, String help) {
        check(name);
        Metric known = metrics.computeIfAbsent(name, _ -> new Growing(help, new LongAdder()));
        if (known instanceof Counter counter) {
            return counter;
        }
        throw new IllegalArgumentException("the metric '" + name + "' is a gauge and cannot be a counter too");
    }

    @Override
    public synchronized Gauge gauge(String name, String help) {
        check(name);
        Metric known = metrics.computeIfAbsent(name, _ -> new Level(help));
        if (known instanceof Gauge gauge) {
            return gauge;
        }
        throw new IllegalArgumentException("the metric '" + name + "' is "
                + (known instanceof Counter ? "a counter" : "a gauge with a supplier") + " and cannot be a gauge too");
    }

    @Override
    public synchronized void gauge(String name, String help, LongSupplier value) {
        check(name);
        if (metrics.putIfAbsent(name, new Asked(help, value)) != null) {
            throw new IllegalArgumentException("the metric '" + name + "' exists already");
        }
    }

    private static void check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of a metric has small letters, digits and underscores, begins"
                    + " with a letter, and has at most 64 characters; '" + name + "' does not");
        }
        for (String ending : RESERVED) {
            if (name.endsWith(ending)) {
                throw new IllegalArgumentException("the name of a metric must not end with " + ending
                        + ", which means something to Prometheus: '" + name + "'");
            }
        }
    }

    /** The numbers at this moment. A gauge whose supplier throws is left out. */
    List<MetricReading> readings(String member) {
        List<MetricReading> readings = new ArrayList<>();
        copy().forEach((name, metric) -> {
            try {
                readings.add(new MetricReading(member, metric instanceof Counter, name, metric.help(), metric.value()));
            } catch (RuntimeException | LinkageError e) {
                // The documentation says so; a log line at each scrape would bury others.
            }
        });
        return readings;
    }

    /** A supplier of the author's must not run under this monitor. */
    private synchronized Map<String, Metric> copy() {
        return new LinkedHashMap<>(metrics);
    }
}
