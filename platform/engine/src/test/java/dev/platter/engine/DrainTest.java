// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.export.Chain;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that stops answers requests under way, refuses new ones, and does not wait for idle clients. */
@Timeout(60)
class DrainTest {
    @RegisterExtension
    private final ServedChain served = new ServedChain();

    private final HeldReads reads = new HeldReads();

    @Test
    void requestsUnderWayAreAnsweredAndNewOnesRefused() throws Exception {
        served.serve(Chain.of("fake", new FakePlugin(FakePlugin.Kind.BLOCKING)).filter("held", reads));
        try (RawClient idle = served.transmit();
                RawClient client = served.transmit()) {
            client.request(Commands.READ, 0, 1, 0, 512);
            reads.await();
            CompletableFuture<Boolean> stopped =
                    CompletableFuture.supplyAsync(() -> served.server().stop(Duration.ofSeconds(50)));
            assertTrue(idle.isClosed());
            // The other connection may belong to another event loop, which has not been told to stop yet.
            int error = 0;
            while (error == 0) {
                error = client.request(Commands.FLUSH, 0, 2, 0, 0).reply(2);
            }
            assertEquals(NbdError.ESHUTDOWN.code(), error);
            reads.release();
            assertEquals(0, client.reply(1));
            client.in.readFully(new byte[512]);
            assertTrue(client.isClosed());
            assertTrue(stopped.get());
        }
    }
}
