// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.history;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.platter.engine.traffic.Counters;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.nbd.Commands;
import dev.platter.testkit.heap.HeapDump;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a full day of a server with a thousand busy exports occupies, by a dump of the heap. */
@Tag("same-in-both-modes")
class MemoryTest {
    private static final int EXPORTS = 1000;
    private static final long MOST = 2_000_000;

    @TempDir
    private Path folder;

    @Test
    void aFullDayOfAThousandExportsTakesLessThanTwoMegabytes() throws Exception {
        History history = new History();
        Map<String, ExportTraffic> traffic = new HashMap<>();
        List<Counters> connections = new ArrayList<>();
        for (int i = 0; i < EXPORTS; i++) {
            ExportTraffic export = new ExportTraffic();
            traffic.put("export-" + i, export);
            connections.add(export.begin());
        }
        Instant now = Instant.parse("2026-11-20T00:00:00Z");
        for (int hour = 0; hour < 25; hour++) {
            now = now.plus(Duration.ofHours(1));
            for (int second = 0; second < 2; second++) {
                connections.forEach(each -> each.late(Commands.READ, 4096, 15_000));
                history.sample(now.plusSeconds(second), traffic);
            }
        }

        Path file = folder.resolve("heap.hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), true);
        Reference.reachabilityFence(history);
        try (HeapDump dump = HeapDump.open(file)) {
            long bytes = dump.bytesReachableFrom(
                    dump.instancesOf(History.class.getName()).getFirst());
            long busy = History.MOST * 5_000;
            assertTrue(bytes > busy, () -> "all of the history is there, and not only " + bytes + " bytes");
            assertTrue(bytes <= MOST, () -> bytes + " bytes");
        }
    }
}
