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
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.ServedExport;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A request that a filter has put off for a day keeps neither its disk open nor the server from ending. */
@Timeout(30)
class DelayedRequestTest {
    private final FakePlugin plugin = new FakePlugin(FakePlugin.Kind.INLINE);
    private final CountDownLatch putOff = new CountDownLatch(1);
    private final Chain chain =
            Chain.of("fake", plugin).filter("slow", new Slow()).build();
    private NbdServer server;

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
        chain.prepare();
        chain.start(reason -> {});
        server = NbdServer.builder()
                .exports(Exports.any(new ServedExport(chain, false)))
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start();
    }

    @AfterEach
    void stop() {
        server.stop(Duration.ofSeconds(20));
        chain.stop();
    }

    @Test
    void theClientVanishes() throws Exception {
        try (RawClient client = new RawClient(server).greet().go()) {
            client.request(Commands.READ, 0, 1, 0, 512);
            putOff.await();
        }
        assertTrue(plugin.closed.await(20, TimeUnit.SECONDS), "the disk is still open");
    }

    @Test
    void theServerStops() throws Exception {
        try (RawClient client = new RawClient(server).greet().go()) {
            client.request(Commands.READ, 0, 1, 0, 512);
            putOff.await();
            server.stop(Duration.ofDays(1));
            assertEquals(NbdError.ESHUTDOWN.code(), client.reply(1));
            assertTrue(plugin.closed.await(0, TimeUnit.SECONDS), "the disk is still open");
        }
    }
}
