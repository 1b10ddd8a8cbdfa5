// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.server.log.ServerLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Counters that cannot be read at one time are read a second later. */
class SamplerTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final History history = new History();
    private final AtomicInteger reads = new AtomicInteger();
    private final CountDownLatch third = new CountDownLatch(3);

    private Map<String, ExportTraffic> read() {
        third.countDown();
        if (reads.incrementAndGet() == 1) {
            throw new IllegalStateException("this test has the first reading fail");
        }
        return Map.of();
    }

    @Test
    void aFailureIsAGapAndIsLogged() throws Exception {
        try (ServerLog log = ServerLog.on(new PrintStream(said, true, UTF_8), System.Logger.Level.INFO);
                Sampler _ = Sampler.start(history, this::read, log.apply(""))) {
            assertTrue(third.await(60, TimeUnit.SECONDS), "it goes on");
        }

        assertTrue(history.ofServer(Span.MINUTE).isPresent());
        assertEquals(
                1, said.toString(UTF_8).split("the page's history has a gap", -1).length - 1, said.toString(UTF_8));
    }
}
