// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.metrics;

import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.util.List;
import java.util.Locale;

/** All metrics. The guide has the same list, and a test compares them. */
enum Family {
    REQUESTS(Type.COUNTER, "platter_requests", "Requests that were answered", "export", "command"),
    BYTES(
            Type.COUNTER,
            "platter_bytes",
            "Length of the ranges that answered requests concerned, in bytes",
            "export",
            "command"),
    ERRORS(Type.COUNTER, "platter_errors", "Requests that were answered with an error", "export", "command"),
    DURATION(
            Type.HISTOGRAM,
            "platter_request_duration_seconds",
            "Time from when a request was read to when its reply had left",
            "export",
            "command"),
    CONNECTIONS(Type.GAUGE, "platter_connections", "Connections that use an export", "export"),
    CLIENTS(
            Type.GAUGE,
            "platter_clients",
            "Clients that are connected, including those that have not chosen an export"),
    CHAINS(Type.GAUGE, "platter_chains", "Chains of filters and a plugin that serve, retire or are stuck", "state"),
    LEASES(Type.GAUGE, "platter_leases", "Connections that hold such a chain", "state"),
    BUNDLES(
            Type.GAUGE,
            "platter_bundles",
            "Plugins and filters in each version, and jars that cannot be used",
            "state"),
    IN_FLIGHT(
            Type.GAUGE,
            "platter_bytes_in_flight",
            "Bytes that requests hold at the moment, and buffers of plugins and filters"),
    READY(Type.GAUGE, "platter_ready", "1 if the server accepts clients, 0 while it starts or stops"),
    BUILD(Type.INFO, "platter_build", "The version that runs", "version", "java"),
    CPU(Type.COUNTER, "process_cpu_seconds", "Processor time that the process has used"),
    START_TIME(Type.GAUGE, "process_start_time_seconds", "When the process was started, since 1970"),
    RESIDENT(Type.GAUGE, "process_resident_memory_bytes", "Physical memory that the process occupies; Linux only"),
    DESCRIPTORS(Type.GAUGE, "process_open_fds", "File descriptors that are open; not on Windows"),
    MOST_DESCRIPTORS(Type.GAUGE, "process_max_fds", "File descriptors that may be open; not on Windows"),
    MEMORY(Type.GAUGE, "jvm_memory_used_bytes", "Memory that Java uses in its heap and outside it", "area"),
    THREADS(Type.GAUGE, "jvm_threads_current", "Java threads that are alive"),
    CLASSES(Type.GAUGE, "jvm_classes_currently_loaded", "Classes that are loaded");

    /** The type of a metric, with the suffix of its name in each line. */
    enum Type {
        COUNTER("_total"),
        GAUGE(""),
        HISTOGRAM(""),
        INFO("_info");

        private final String suffix;

        Type(String suffix) {
            this.suffix = suffix;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Type type;
    private final String name;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // It is an immutable copy.
    private final List<String> labels;

    Family(Type type, String name, String help, String... labels) {
        this.type = type;
        this.name = name;
        this.help = help;
        this.labels = List.of(labels);
    }

    Type type() {
        return type;
    }

    /** The names of its labels, in the order of their values. */
    List<String> labels() {
        return labels;
    }

    /** Its name in queries. */
    String queried() {
        return name + type.suffix;
    }

    String help() {
        return help;
    }

    MetricMetadata metadata() {
        return new MetricMetadata(name, help);
    }
}
