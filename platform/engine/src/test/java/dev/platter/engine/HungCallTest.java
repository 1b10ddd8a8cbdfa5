package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call that does not return keeps the server from closing its disk, and from nothing else. */
@Timeout(60)
class HungCallTest {
    private final CountDownLatch hangs = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @NbdFilter(name = "hung", summary = "does not return")
    private final class Hung implements Filter {
        @Override
        public Disk open(Opener next, Client client) throws IOException {
            return new ForwardingDisk(next.open(client)) {
                @Override
                public boolean blocking() {
                    return true;
                }

                @Override
                public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
                    hangs.countDown();
                    boolean released = false;
                    while (!released) {
                        try {
                            release.await();
                            released = true;
                        } catch (InterruptedException e) {
                            // As a call into the system may do.
                            released = false;
                        }
                    }
                    super.read(into, offset, holes);
                }
            };
        }
    }

    @Test
    void theServerAbandonsItsDisk() throws Exception {
        FakePlugin plugin = new FakePlugin(FakePlugin.Kind.BLOCKING);
        Chain chain = Chain.of("fake", plugin).filter("hung", new Hung()).build();
        chain.prepare();
        chain.start(reason -> {});
        NbdServer server = NbdServer.builder()
                .exports(Exports.any(new ServedExport(chain, false)))
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start();
        try (RawClient client = new RawClient(server).greet().go()) {
            client.request(Commands.READ, 0, 1, 0, 512);
            hangs.await();
            assertFalse(server.stop(Duration.ZERO));
            assertTrue(client.isClosed());
        }
        assertTrue(plugin.open.get() > 0, "the disk was closed under a call");
        release.countDown();
        assertTrue(plugin.closed.await(20, TimeUnit.SECONDS), "the disk is still open");
        chain.stop();
    }
}
