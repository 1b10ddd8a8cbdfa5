// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.metrics;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Metrics of the process and its virtual machine, under the names that dashboards expect. */
final class ProcessMetrics implements MultiCollector {
    /** The file with the process's resident size, in a line such as {@code VmRSS: 1234 kB}. */
    private static final Path STATUS = Path.of("/proc/self/status");

    @Override
    public MetricSnapshots collect() {
        Points points = new Points();
        addProcess(points);
        addMachine(points);
        return points.snapshots();
    }

    private static void addProcess(Points points) {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        points.add(Family.CPU, Unit.nanosToSeconds(Math.max(0, system.getProcessCpuTime())));
        points.add(
                Family.START_TIME,
                Unit.millisToSeconds(ManagementFactory.getRuntimeMXBean().getStartTime()));
        resident().ifPresent(bytes -> points.add(Family.RESIDENT, bytes));
        if (system instanceof UnixOperatingSystemMXBean unix) {
            points.add(Family.DESCRIPTORS, unix.getOpenFileDescriptorCount());
            points.add(Family.MOST_DESCRIPTORS, unix.getMaxFileDescriptorCount());
        }
    }

    private static void addMachine(Points points) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        points.add(Family.MEMORY, memory.getHeapMemoryUsage().getUsed(), "heap");
        points.add(Family.MEMORY, memory.getNonHeapMemoryUsage().getUsed(), "nonheap");
        points.add(Family.THREADS, ManagementFactory.getThreadMXBean().getThreadCount());
        points.add(Family.CLASSES, ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    }

    private static OptionalLong resident() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            // This is not Linux; the metric is left out, as the guide says.
            return OptionalLong.empty();
        }
    }
}
