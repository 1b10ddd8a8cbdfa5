// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import static dev.platter.testkit.server.FakeServer.export;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.engine.traffic.Counters;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.nbd.Commands;
import dev.platter.server.steering.ConnectionStatus;
import dev.platter.testkit.server.FakeServer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Rates are the counts between two samples, divided by the time between them. */
class ThroughputTest {
    private final FakeServer server = new FakeServer();
    private final AtomicLong clock = new AtomicLong(-5);
    private final Throughput throughput = new Throughput(server, () -> server.traffic, clock::get);
    private final Counters counters;

    ThroughputTest() {
        ExportTraffic traffic = new ExportTraffic();
        server.traffic.put("vm1", traffic);
        counters = traffic.begin();
    }

    @Test
    void theFirstLookIsComparedWithTheStart() {
        counters.late(Commands.READ, 4000, 1);
        pass(2000);

        assertEquals(new Rate(0.5, 2000, 0), rate("vm1"));
    }

    @Test
    void theNextLookIsComparedWithTheOneBefore() {
        counters.late(Commands.READ, 4000, 1);
        pass(1000);
        rate("vm1");
        counters.late(Commands.WRITE, 8000, 1);
        counters.late(Commands.FLUSH, 0, 1);
        pass(1000);

        assertEquals(new Rate(2, 0, 8000), rate("vm1"));
    }

    @Test
    void twoLooksAtTheSameTimeSeeTheSame() {
        counters.late(Commands.READ, 4000, 1);
        pass(1000);
        Rate first = rate("vm1");
        pass(10);

        assertEquals(first, rate("vm1"));
    }

    @Test
    void aCounterThatBeginsAgainIsNotNegative() {
        counters.late(Commands.READ, 4000, 1);
        pass(1000);
        rate("vm1");
        server.traffic.put("vm1", new ExportTraffic());
        pass(1000);

        assertEquals(new Rate(0, 0, 0), rate("vm1"));
    }

    @Test
    void anExportThatNobodyCountsIsIdle() {
        pass(1000);

        assertEquals(new Rate(0, 0, 0), rate("vm2"));
    }

    @Test
    void connectionsHaveRatesOfTheirOwn() {
        pass(1000);
        rate("vm1");
        ConnectionStatus status = new ConnectionStatus(7, "unix", "vm1", "", FakeServer.STARTED, 10, 3000, 500, 0);
        server.connections = List.of(status);
        pass(1000);

        assertEquals(new Rate(10, 3000, 500), throughput.look().of(status));
    }

    private void pass(long millis) {
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private Rate rate(String export) {
        return throughput.look().of(export(export, "serving", 0));
    }
}
