// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@Timeout(30)
class StreamSocketTest {
    @TempDir
    private Path folder;

    /** Two sockets that are connected with each other. */
    private record Ends(StreamSocket one, StreamSocket other) implements AutoCloseable {
        static Ends make() throws IOException {
            int[] ends = UnixSocket.pair();
            return new Ends(StreamSocket.ofDescriptor(ends[0]), StreamSocket.ofDescriptor(ends[1]));
        }

        @Override
        public void close() {
            one.close();
            other.close();
        }
    }

    @Test
    void buffersOfAnyKindAreSentInTheirOrder() throws IOException {
        try (Ends ends = Ends.make()) {
            ByteBuffer[] parts = {
                ByteBuffer.allocateDirect(2).put(new byte[] {1, 2}).flip(),
                ByteBuffer.allocate(0),
                ByteBuffer.wrap(new byte[] {3}),
                ByteBuffer.allocateDirect(1).put((byte) 4).flip()
            };
            while (parts[3].hasRemaining()) {
                ends.one().send(parts);
            }
            ByteBuffer received = ByteBuffer.allocate(5);
            while (received.position() < 4) {
                ends.other().receive(received);
            }
            assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), received.flip());
            assertEquals(0, ends.other().receive(ByteBuffer.allocateDirect(1)), "nothing has come, and nobody waits");
        }
    }

    @Test
    void aSocketThatTakesNoMoreSaysSoAndThenTellsWhenItDoes() throws Exception {
        try (Ends ends = Ends.make()) {
            ByteBuffer large = ByteBuffer.allocateDirect(1 << 20);
            long sent = 0;
            for (long once = ends.one().send(large); once > 0; once = ends.one().send(large)) {
                sent += once;
            }
            assertTrue(sent > 0 && large.hasRemaining());
            CompletableFuture<Void> emptied = CompletableFuture.runAsync(() -> receiveAll(ends.other()));
            while (large.hasRemaining()) {
                ends.one().awaitOutput();
                ends.one().send(large);
            }
            ends.one().finishSending();
            emptied.get();
        }
    }

    private static void receiveAll(StreamSocket socket) {
        ByteBuffer into = ByteBuffer.allocateDirect(1 << 16);
        try {
            while (socket.receive(into.clear()) >= 0) {
                socket.awaitInput();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theEndOfTheOtherSideIsTold() throws IOException {
        try (Ends ends = Ends.make()) {
            ends.one().close();
            ends.other().awaitInput();
            assertEquals(-1, ends.other().receive(ByteBuffer.allocateDirect(1)));
        }
    }

    @Test
    void closingEndsAWaitElsewhereAndEachLaterCall() throws Exception {
        try (Ends ends = Ends.make()) {
            CompletableFuture<Exception> ended = new CompletableFuture<>();
            Thread waiting = Thread.ofPlatform()
                    .start(() ->
                            ended.complete(assertThrows(AsynchronousCloseException.class, ends.one()::awaitInput)));
            ends.one().close();
            ends.one().close();
            ended.get();
            waiting.join();
            assertThrows(AsynchronousCloseException.class, () -> ends.one().receive(ByteBuffer.allocateDirect(1)));
        }
    }

    @Test
    void portsAndFilesAreConnectedAndRefusalsHaveTheSystemsWords() throws IOException {
        InetSocketAddress port;
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
            port = (InetSocketAddress) server.getLocalAddress();
            try (StreamSocket socket = StreamSocket.tcp(false)) {
                socket.connect(port);
                try (SocketChannel accepted = server.accept()) {
                    accepted.write(ByteBuffer.wrap(new byte[1]));
                    socket.awaitInput();
                    assertEquals(1, socket.receive(ByteBuffer.allocate(2)));
                }
            }
        }
        try (StreamSocket socket = StreamSocket.tcp(false)) {
            assertEquals(
                    "Connection refused",
                    assertThrows(IOException.class, () -> socket.connect(port)).getMessage());
        }
        Path file = folder.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                StreamSocket socket = StreamSocket.unix()) {
            server.bind(UnixDomainSocketAddress.of(file));
            socket.connect(file);
            server.accept().close();
        }
        try (StreamSocket socket = StreamSocket.unix()) {
            assertThrows(IOException.class, () -> socket.connect(folder.resolve("none")));
        }
    }
}
