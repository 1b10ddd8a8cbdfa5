// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.nbd.Commands;
import dev.platter.nbd.Magic;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No client makes Netty's buffers grow without bound. No other test runs meanwhile, since all servers share the allocators. */
@Isolated
@Timeout(120)
class BoundedMemoryTest {
    private static final long MIB = 1 << 20;

    /** The memory that two event loops use for themselves, and that the allocator keeps in reserve. */
    private static final long RESERVE = 16 * MIB;

    /** When no byte has moved for this long, both sides have stopped. */
    private static final long STILL_MILLIS = 300;

    private static final int GREETING_AND_EXPORT = 18 + 10;

    private static long memory() {
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory()
                + UnpooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }

    private static SocketChannel inTransmission(SocketAddress server) throws IOException {
        SocketChannel client = Player.connect(server);
        client.write(ByteBuffer.wrap(
                new ClientBytes().clientFlags(3).option(Options.EXPORT_NAME).bytes()));
        read(client, GREETING_AND_EXPORT);
        return client;
    }

    private static ByteBuffer read(SocketChannel client, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && client.read(bytes) >= 0) {
            // Read on.
        }
        return bytes.flip();
    }

    private static void isServed(SocketAddress server) throws IOException {
        try (SocketChannel client = inTransmission(server)) {
            client.write(ByteBuffer.wrap(
                    new ClientBytes().request(Commands.READ, 0, 7, 0, 8).bytes()));
            assertEquals((int) Magic.SIMPLE_REPLY, read(client, 24).getInt());
        }
    }

    /** Sends the same bytes again and again until the server stops reading; returns how many bytes it has read. */
    private static long sendUntilItStops(SocketChannel client, byte[] again, long most) throws IOException {
        client.configureBlocking(false);
        long sent = 0;
        try (Selector selector = Selector.open()) {
            client.register(selector, SelectionKey.OP_WRITE);
            ByteBuffer bytes = ByteBuffer.wrap(again);
            while (sent < most && selector.select(STILL_MILLIS) > 0) {
                selector.selectedKeys().clear();
                sent += client.write(bytes);
                if (!bytes.hasRemaining()) {
                    bytes.rewind();
                }
            }
        }
        return sent;
    }

    /** The server stops reading from a client that never reads its replies; all other clients are served as before. */
    @ParameterizedTest
    @CsvSource({"INLINE, 4096", "INLINE, 1048576", "BLOCKING, 4096", "BLOCKING, 1048576", "ASYNCHRONOUS, 65536"})
    void unreadRepliesTakeBoundedMemory(ArrayPlugin.Kind kind, int length) throws IOException {
        ClientBytes requests = new ClientBytes();
        for (int i = 0; i < 1000; i++) {
            requests.request(Commands.READ, 0, i, 0, length);
        }
        try (LocalServer server = new LocalServer(new ArrayPlugin(kind))) {
            isServed(server.unix());
            long before = memory();
            try (SocketChannel client = inTransmission(server.unix())) {
                long most = 64 * MIB;
                long taken = sendUntilItStops(client, requests.bytes(), most);
                assertTrue(taken < most, () -> "the server goes on listening after " + taken + " bytes");
                long grown = memory() - before;
                assertTrue(grown <= 200 * MIB, () -> grown + " bytes are held for one client");
                isServed(server.unix());
            }
        }
    }

    /** An option that is too long is skipped, not stored. */
    @Test
    void tooLongOptionIsSkipped() throws IOException {
        int length = 32 << 20;
        try (LocalServer server = new LocalServer(new ArrayPlugin(ArrayPlugin.Kind.INLINE));
                SocketChannel client = Player.connect(server.unix())) {
            isServed(server.unix());
            long before = memory();
            client.write(ByteBuffer.wrap(new ClientBytes()
                    .clientFlags(3)
                    .u64(Magic.IHAVEOPT)
                    .u32(Options.LIST)
                    .u32(length)
                    .bytes()));
            ByteBuffer megabyte = ByteBuffer.allocate(1 << 20);
            for (int i = 0; i < length >> 20; i++) {
                megabyte.rewind();
                while (megabyte.hasRemaining()) {
                    client.write(megabyte);
                }
            }
            read(client, 18);
            assertEquals(OptionReplies.ERR_TOO_BIG, read(client, 20).getInt(12));
            long grown = memory() - before;
            assertTrue(grown <= RESERVE, () -> grown + " bytes are held for an option that is skipped");
        }
    }

    /** Idle clients take very little memory, and so do clients that have stopped in the middle of a request. */
    @ParameterizedTest
    @CsvSource({"0", "27"})
    void waitingClientsTakeLittleMemory(int bytesOfARequest) throws IOException {
        int clients = 500;
        List<SocketChannel> open = new ArrayList<>();
        try (LocalServer server = new LocalServer(new ArrayPlugin(ArrayPlugin.Kind.INLINE))) {
            isServed(server.unix());
            long before = memory();
            try {
                for (int i = 0; i < clients; i++) {
                    SocketChannel client = inTransmission(server.unix());
                    client.write(ByteBuffer.allocate(28)
                            .putInt(0, (int) Magic.REQUEST)
                            .limit(bytesOfARequest));
                    open.add(client);
                }
                isServed(server.unix());
                long each = (memory() - before) / clients;
                assertTrue(each <= 40_000, () -> each + " bytes for each client");
            } finally {
                for (SocketChannel client : open) {
                    client.close();
                }
            }
        }
    }
}
