// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.export.Chain;
import dev.platter.engine.tls.Tls;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Sockets that another program has opened and bound, and on which it already listens. */
@Timeout(30)
class InheritedSocketTest {
    @TempDir
    private Path folder;

    @RegisterExtension
    private final ServedChain served = new ServedChain();

    @BeforeAll
    static void loadNatives() {
        Epoll.ensureAvailability();
    }

    /** Serves on the inherited socket too, and returns its address. */
    private SocketAddress inherit(Socket socket, boolean unix, boolean portable) throws IOException {
        served.serve(
                Chain.of("fake", new FakePlugin(FakePlugin.Kind.INLINE)),
                false,
                server -> server.inherit(socket.intValue(), unix, Tls.off()).portable(portable));
        List<SocketAddress> addresses = served.server().addresses();
        assertEquals(2, addresses.size());
        return addresses.getLast();
    }

    private static void assertGreets(SocketAddress address) throws IOException {
        try (SocketChannel client = SocketChannel.open(address)) {
            ByteBuffer greeting = ByteBuffer.allocate(8);
            while (greeting.hasRemaining()) {
                assertTrue(client.read(greeting) > 0, "the connection was closed");
            }
            assertEquals("NBDMAGIC", new String(greeting.array(), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void clientsOfATcpSocketAreServed() throws Exception {
        Socket socket = Socket.newSocketStream();
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.listen(5);
        InetSocketAddress bound = socket.localAddress();
        assertEquals(bound.getPort(), ((InetSocketAddress) inherit(socket, false, false)).getPort());
        assertGreets(bound);
        assertGreets(bound);
    }

    @Test
    void clientsOfAUnixSocketAreServedAndItsFileStays() throws Exception {
        Path path = folder.resolve("socket");
        Socket socket = Socket.newSocketDomain();
        socket.bind(new DomainSocketAddress(path.toString()));
        socket.listen(5);
        // systemd starts the server because a first client has connected.
        try (SocketChannel first = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            assertEquals(UnixDomainSocketAddress.of(path), inherit(socket, true, false));
            assertGreets(UnixDomainSocketAddress.of(path));
            assertGreets(UnixDomainSocketAddress.of(path));
            assertTrue(first.read(ByteBuffer.allocate(8)) > 0);
        }
        served.stop();
        assertTrue(Files.exists(path), "it is its maker's to remove");
    }

    @Test
    void anInheritedSocketNeedsNativeLibraries() throws Exception {
        Socket socket = Socket.newSocketStream();
        IOException refused = assertThrows(IOException.class, () -> inherit(socket, false, true));
        assertTrue(refused.getMessage().contains("let the server open its sockets itself"), refused.getMessage());
        socket.close();
        assertFalse(socket.isOpen());
    }
}
