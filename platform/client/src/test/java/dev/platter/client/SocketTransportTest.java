// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketTransportTest {
    private static final int LARGE = 5_000_000;

    @TempDir
    Path folder;

    /** Sends back all bytes until the end. */
    private static CompletableFuture<Long> echo(ServerSocketChannel server) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (SocketChannel client = server.accept()) {
                        ByteBuffer buffer = ByteBuffer.allocateDirect(100_000);
                        long total = 0;
                        while (client.read(buffer) >= 0) {
                            total += buffer.flip().remaining();
                            while (buffer.hasRemaining()) {
                                client.write(buffer);
                            }
                            buffer.clear();
                        }
                        return total;
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                Thread::startVirtualThread);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bytesArriveOverAUnixSocket(boolean direct) throws Exception {
        Path socket = folder.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            echoesThrough(server, new ServerAddress.Unix(socket), direct);
        }
    }

    /** The server listens on one of the two addresses that localhost usually has. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bytesArriveOverTcp(boolean direct) throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            echoesThrough(server, new ServerAddress.Tcp("localhost", port), direct);
        }
    }

    private static void echoesThrough(ServerSocketChannel server, ServerAddress address, boolean direct)
            throws Exception {
        CompletableFuture<Long> echo = echo(server);
        ByteBuffer large = direct ? ByteBuffer.allocateDirect(LARGE) : ByteBuffer.allocate(LARGE);
        byte[] random = new byte[LARGE];
        new Random(1).nextBytes(random);
        large.put(random).flip();
        try (Transport transport = Transport.connect(address)) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(
                    () -> {
                        try {
                            transport.write(
                                    ByteBuffer.wrap(new byte[3]),
                                    ByteBuffer.allocate(0),
                                    large,
                                    ByteBuffer.allocate(2));
                            transport.finishSending();
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    },
                    Thread::startVirtualThread);
            ByteBuffer back = direct ? ByteBuffer.allocateDirect(LARGE + 6) : ByteBuffer.allocate(LARGE + 6);
            while (transport.read(back) >= 0) {
                assertEquals(LARGE + 6, back.limit());
            }
            sent.join();
            assertEquals(LARGE + 5L, echo.get());
            assertEquals(ByteBuffer.wrap(random), back.slice(3, LARGE));
        }
    }

    @Test
    void anUnreachableServerIsNamed() throws IOException {
        int port;
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
            port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        }
        assertEquals(
                "cannot connect to 127.0.0.1 port " + port + ": Connection refused",
                assertThrows(ConnectException.class, () -> Transport.connect(new ServerAddress.Tcp("127.0.0.1", port)))
                        .getMessage());
        assertEquals(
                "cannot connect to host.invalid port 1: unknown host",
                assertThrows(
                                UnknownHostException.class,
                                () -> Transport.connect(new ServerAddress.Tcp("host.invalid", 1)))
                        .getMessage());
        Path socket = folder.resolve("nobody");
        String message = assertThrows(ConnectException.class, () -> Transport.connect(new ServerAddress.Unix(socket)))
                .getMessage();
        assertTrue(message.startsWith("cannot connect to the Unix socket " + socket + ": "), message);
    }

    @Test
    void aSocketPathThatIsTooLongIsNamed() {
        Path socket = folder.resolve("x".repeat(200));
        String message = assertThrows(ConnectException.class, () -> Transport.connect(new ServerAddress.Unix(socket)))
                .getMessage();

        assertTrue(message.startsWith("cannot connect to the Unix socket " + socket + ": "), message);
    }
}
