// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What two snapshots say about the time between them. */
class TrafficRateTest {
    private static JsonElement snapshot(long requests, String busy) {
        return JsonParser.parseString("[{\"export\":\"a\",\"connection\":null,\"requests\":" + requests
                + ",\"bytesRead\":" + requests * 1000 + ",\"bytesWritten\":0,\"errors\":0,\"busy\":" + busy + "}]");
    }

    private static TrafficRate between(JsonElement before, JsonElement after) throws Failure {
        return TrafficRate.between(before, after, 2).getFirst();
    }

    @Test
    void rateIsTheDifferencePerSecond() throws Exception {
        assertEquals(
                new TrafficRate("a", Optional.empty(), 50, 50_000, 0, 0, Optional.of(0.02)),
                between(snapshot(100, "1.0"), snapshot(200, "3.0")));
    }

    @Test
    void newEntryBeginsAtZero() throws Exception {
        assertEquals(
                new TrafficRate("a", Optional.empty(), 100, 100_000, 0, 0, Optional.of(0.005)),
                between(JsonParser.parseString("[]"), snapshot(200, "1")));
    }

    @Test
    void returnedEntryBeginsAtZero() throws Exception {
        assertEquals(
                new TrafficRate("a", Optional.empty(), 5, 5_000, 0, 0, Optional.of(0.01)),
                between(snapshot(100, "1"), snapshot(10, "0.1")));
    }

    @Test
    void latencyIsEmptyWithoutRequestsOrTimes() throws Exception {
        assertEquals(
                Optional.empty(),
                between(snapshot(100, "1"), snapshot(100, "1")).latency());
        assertEquals(
                Optional.empty(),
                between(snapshot(1, "null"), snapshot(9, "null")).latency());
    }

    @Test
    void vanishedEntryIsLeftOut() throws Exception {
        assertEquals(List.of(), TrafficRate.between(snapshot(1, "1"), JsonParser.parseString("[]"), 1));
    }
}
