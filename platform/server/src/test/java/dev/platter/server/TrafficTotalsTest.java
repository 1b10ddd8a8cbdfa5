// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.engine.traffic.Counters;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.engine.traffic.Visit;
import dev.platter.nbd.Commands;
import dev.platter.server.steering.Traffic;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The engine's counters as shown to people. */
class TrafficTotalsTest {
    private final ExportTraffic busy = new ExportTraffic();
    private final Map<String, ExportTraffic> exports = new LinkedHashMap<>(Map.of("busy", busy));
    private final Visit visit = new Visit(7, () -> {});

    @Test
    void commandsAreSummedUpByDirection() {
        Counters counters = busy.begin();
        visit.uses("busy");
        visit.countedBy(counters);
        counters.late(Commands.READ, 4096, 10);
        counters.late(Commands.READ, 512, 20);
        counters.late(Commands.WRITE, 1024, 30);
        counters.late(Commands.TRIM, 1 << 20, 40);
        counters.failed(Commands.WRITE);
        counters.failed(Commands.FLUSH);
        Optional<Duration> time = Optional.of(Duration.ofNanos(100));
        assertEquals(
                List.of(
                        new Traffic("busy", OptionalLong.empty(), 4, 4608, 1024, 2, time),
                        new Traffic("busy", OptionalLong.of(7), 4, 4608, 1024, 2, time)),
                TrafficTotals.of(exports, List.of(visit)));
    }

    @Test
    void anExportKeepsWhatItsFormerConnectionsHaveDone() {
        Counters gone = busy.begin();
        gone.late(Commands.READ, 4096, 10);
        busy.end(gone);
        busy.begin().late(Commands.READ, 4096, 10);
        assertEquals(2, TrafficTotals.of(exports, List.of()).getFirst().requests());
    }

    @Test
    void negotiatingClientHasNoTraffic() {
        exports.clear();
        assertEquals(List.of(), TrafficTotals.of(exports, List.of(visit)));
    }
}
