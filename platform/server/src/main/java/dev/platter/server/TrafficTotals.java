// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.engine.traffic.Counters;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.engine.traffic.Visit;
import dev.platter.nbd.Commands;
import dev.platter.server.steering.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;

/** Sums the engine's counters over all commands for {@link dev.platter.server.steering.Steering}. */
final class TrafficTotals {
    private TrafficTotals() {}

    static List<Traffic> of(Map<String, ExportTraffic> exports, Collection<Visit> visits) {
        List<Traffic> flow = new ArrayList<>();
        exports.forEach((name, traffic) -> flow.add(of(name, OptionalLong.empty(), traffic.total())));
        for (Visit visit : visits) {
            visit.counters().ifPresent(counters -> flow.add(of(visit.export(), OptionalLong.of(visit.id()), counters)));
        }
        return flow;
    }

    private static Traffic of(String export, OptionalLong connection, Counters counters) {
        return new Traffic(
                export,
                connection,
                sum(counters::requests),
                counters.bytes(Commands.READ),
                counters.bytes(Commands.WRITE),
                sum(counters::errors),
                Optional.of(Duration.ofNanos(sum(counters::nanos))));
    }

    private static long sum(IntToLongFunction number) {
        long sum = 0;
        for (int command = 0; command < Counters.COMMANDS; command++) {
            sum += number.applyAsLong(command);
        }
        return sum;
    }
}
