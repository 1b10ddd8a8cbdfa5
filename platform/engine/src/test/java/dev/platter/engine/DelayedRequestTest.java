// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.engine.export.Chain;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A request that a filter delays by a day does not keep its disk open, and does not keep the server from stopping. */
@Timeout(30)
class DelayedRequestTest {
    @RegisterExtension
    private final ServedChain served = new ServedChain();

    private final FakePlugin plugin = new FakePlugin(FakePlugin.Kind.INLINE);
    private final CountDownLatch putOff = new CountDownLatch(1);

    @NbdFilter(name = "slow", summary = "puts reads off for a day")
    private final class Slow implements Filter {
        private Context context;

        @Override
        public void start(Opener next, Context started) {
            context = started;
        }

        @Override
        public Disk open(Opener next, Client client) throws IOException {
            return new ForwardingAsyncDisk(next.open(client)) {
                @Override
                public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
                    context.schedule(
                            client,
                            Duration.ofDays(1),
                            early -> completion.failed(
                                    new DiskException(early ? NbdError.ESHUTDOWN : NbdError.EIO, "was put off")));
                    putOff.countDown();
                }
            };
        }
    }

    @BeforeEach
    void serve() throws IOException {
        served.serve(Chain.of("fake", plugin).filter("slow", new Slow()));
    }

    @Test
    void aVanishedClientDoesNotWaitForItsDelayedRequest() throws Exception {
        try (RawClient client = served.transmit()) {
            client.request(Commands.READ, 0, 1, 0, 512);
            putOff.await();
        }
        assertTrue(plugin.closed.await(20, TimeUnit.SECONDS), "the disk is still open");
    }

    @Test
    void aStopEndsADelayedRequest() throws Exception {
        try (RawClient client = served.transmit()) {
            client.request(Commands.READ, 0, 1, 0, 512);
            putOff.await();
            served.server().stop(Duration.ofDays(1));
            assertEquals(NbdError.ESHUTDOWN.code(), client.reply(1));
            assertTrue(plugin.closed.await(0, TimeUnit.SECONDS), "the disk is still open");
        }
    }
}
