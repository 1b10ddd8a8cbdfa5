// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.client.Handshake;
import dev.platter.client.ListedExport;
import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import dev.platter.client.RequestFailedException;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.Served;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which connections there are to the other server, and what they carry. */
@Timeout(30)
class ConnectionsTest {
    private static final int LARGE = 2 << 20;

    /** A plugin with two exports of different sizes, which counts those who open them. */
    @NbdPlugin(name = "two", summary = "two exports", threadModel = ThreadModel.PARALLEL, contents = Contents.ELSEWHERE)
    private static final class Two implements Plugin {
        private final AtomicInteger opened = new AtomicInteger();

        @Override
        public List<Export> exports(Client client) {
            return List.of(new Export("small", "the smaller one"), new Export("large", ""));
        }

        @Override
        public String defaultExport(Client client) {
            return "small";
        }

        @Override
        public Disk open(Client client) throws IOException {
            opened.incrementAndGet();
            return FakeDisk.of(client.exportName().equals("large") ? 2_000_000 : 1_000_000);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void requestsThatFillTheSocketArriveWhole(boolean shared) throws Exception {
        try (Served other = Served.of(FakeDisk.of(4L * LARGE).plugin());
                Served proxy = Served.of(Proxies.of(other.uri(), shared, 0));
                NbdClient client = proxy.client()) {
            ByteBuffer[] written = new ByteBuffer[4];
            CompletableFuture<?>[] writes = new CompletableFuture<?>[written.length];
            for (int i = 0; i < written.length; i++) {
                written[i] = ByteBuffer.allocateDirect(LARGE);
                while (written[i].hasRemaining()) {
                    written[i].putInt(written[i].position() * (i + 3));
                }
                writes[i] = client.transmission().write((long) i * LARGE, written[i].flip(), 0);
            }
            CompletableFuture.allOf(writes).join();
            for (int i = 0; i < written.length; i++) {
                assertEquals(
                        written[i],
                        client.read((long) i * LARGE, ByteBuffer.allocate(LARGE), 0)
                                .data());
            }
        }
    }

    @Test
    @SuppressWarnings("try")
    void eachClientHasItsConnectionOrAllShareOne() throws Exception {
        Two plugin = new Two();
        try (Served other = Served.of(plugin)) {
            try (Served proxy = Served.of(Proxies.of(other.uri(), false, 0));
                    NbdClient _ = proxy.client();
                    NbdClient _ = proxy.client()) {
                assertEquals(2, plugin.opened.getAndSet(0));
            }
            try (Served proxy = Served.of(Proxies.of(other.uri(), true, 0));
                    NbdClient one = proxy.client();
                    NbdClient two = proxy.client()) {
                one.close();
                two.read(0, ByteBuffer.allocate(1), 0);
                assertEquals(1, plugin.opened.get());
            }
        }
    }

    @Test
    void aSharedConnectionThatHasEndedIsMadeAnewForTheNextClient() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (BrokenServer server = new BrokenServer((in, out) -> {
                    int connection = connections.incrementAndGet();
                    long cookie = BrokenServer.request(in);
                    if (connection > 1) {
                        BrokenServer.succeed(out, cookie);
                        out.write(connection);
                        in.readAllBytes();
                    }
                });
                Served proxy = Served.of(Proxies.of(server.uri(), true, 0))) {
            try (NbdClient first = proxy.client()) {
                for (int i = 0; i < 2; i++) {
                    assertThrows(RequestFailedException.class, () -> first.read(0, ByteBuffer.allocate(1), 0));
                }
            }
            try (NbdClient next = proxy.client()) {
                assertEquals(2, next.read(0, ByteBuffer.allocate(1), 0).data().get(0));
            }
        }
    }

    @Test
    void exportsAndTheirListArePassedThrough() throws Exception {
        try (Served other = Served.of(new Two());
                Served proxy = Served.of(Proxies.dynamic(other.uri()));
                Handshake asking = Handshake.connect(proxy.uri())) {
            assertEquals(
                    List.of(new ListedExport("small", "the smaller one"), new ListedExport("large", "")),
                    asking.list());
            assertEquals(2_000_000, asking.info("large").size());
            assertEquals(1_000_000, asking.info("").size());
            assertEquals("small", asking.info("").canonicalName().orElseThrow());
        }
    }

    @Test
    void withoutDynamicExportAllNamesAreTheConfiguredExport() throws Exception {
        try (Served other = Served.of(new Two());
                Served proxy = Served.of(Proxies.of(other.uri().withExportName("large"), false, 0));
                Handshake asking = Handshake.connect(proxy.uri())) {
            assertEquals(2_000_000, asking.info("small").size());
        }
    }

    @Test
    void retryConnectsAsOftenAsItSays() throws Exception {
        TestContext context = new TestContext();
        ProxyPlugin plugin = new ProxyPlugin(Proxies.config(
                Optional.of(NbdUri.unix(Path.of("/no/such/socket"), "")),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                3));
        plugin.start(context);
        IOException refused = assertThrows(IOException.class, () -> plugin.open(TestClient.anybody()));
        assertTrue(refused.getMessage().contains("/no/such/socket"), refused.getMessage());
        assertEquals(Duration.ofSeconds(3).toNanos(), context.nanoTime());
        plugin.stop();
        context.stop();
    }
}
