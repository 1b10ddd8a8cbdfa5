package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingDisk;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that stops: what is under way is answered, what comes is refused, and whoever is idle is not waited for. */
@Timeout(60)
class DrainTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @NbdFilter(name = "slow", summary = "waits")
    private final class Slow implements Filter {
        @Override
        public Disk open(Opener next, Client client) throws IOException {
            return new ForwardingDisk(next.open(client)) {
                @Override
                public boolean blocking() {
                    return true;
                }

                @Override
                public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
                    begun.countDown();
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    super.read(into, offset, holes);
                }
            };
        }
    }

    @Test
    void whatIsUnderWayIsAnsweredAndWhatComesIsRefused() throws Exception {
        Chain chain = Chain.of("fake", new FakePlugin(FakePlugin.Kind.BLOCKING))
                .filter("slow", new Slow())
                .build();
        chain.prepare();
        chain.start(reason -> {});
        NbdServer server = NbdServer.builder()
                .exports(Exports.any(new ServedExport(chain, false)))
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start();
        try (RawClient idle = new RawClient(server).greet().go();
                RawClient client = new RawClient(server).greet().go()) {
            client.request(Commands.READ, 0, 1, 0, 512);
            begun.await();
            CompletableFuture<Boolean> stopped =
                    CompletableFuture.supplyAsync(() -> server.stop(Duration.ofSeconds(50)));
            assertTrue(idle.isClosed());
            // The other connection may be of another event loop, which has not heard of it yet.
            int error = 0;
            while (error == 0) {
                error = client.request(Commands.FLUSH, 0, 2, 0, 0).reply(2);
            }
            assertEquals(NbdError.ESHUTDOWN.code(), error);
            release.countDown();
            assertEquals(0, client.reply(1));
            client.in.readFully(new byte[512]);
            assertTrue(client.isClosed());
            assertTrue(stopped.get());
        }
        chain.stop();
    }
}
