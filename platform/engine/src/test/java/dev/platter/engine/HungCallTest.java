// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.export.Chain;
import dev.platter.nbd.Commands;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A call that does not return keeps the server from closing that call's disk, but not from stopping. */
@Timeout(60)
class HungCallTest {
    @RegisterExtension
    private final ServedChain served = new ServedChain();

    private final HeldReads reads = new HeldReads();

    @Test
    void theServerAbandonsTheDiskOfAHungCall() throws Exception {
        FakePlugin plugin = new FakePlugin(FakePlugin.Kind.BLOCKING);
        served.serve(Chain.of("fake", plugin).filter("held", reads));
        try (RawClient client = served.transmit()) {
            client.request(Commands.READ, 0, 1, 0, 512);
            reads.await();
            assertFalse(served.server().stop(Duration.ZERO));
            assertTrue(client.isClosed());
        }
        assertTrue(plugin.open.get() > 0, "the disk was closed under a call");
        reads.release();
        assertTrue(plugin.closed.await(20, TimeUnit.SECONDS), "the disk is still open");
    }
}
