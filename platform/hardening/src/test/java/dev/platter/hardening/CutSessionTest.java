// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.nbd.Commands;
import dev.platter.nbd.Magic;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Cuts a session off after each of its bytes, in each way in which a connection can end. The disk is closed, a write whose
 * payload is incomplete is not carried out, nothing is logged, and another connection is served as before.
 */
@Timeout(120)
class CutSessionTest {
    private static final int EXPORT_NAME_REPLY = 18 + 10;

    /** After how many cuts the neighbour checks again that it is still served. */
    private static final int LOOK = 100;

    private enum End {
        HALF_CLOSED,
        CLOSED,
        RESET
    }

    @ParameterizedTest
    @CsvSource({
        "INLINE, SIMPLE, HALF_CLOSED",
        "INLINE, STRUCTURED, HALF_CLOSED",
        "INLINE, EXTENDED, HALF_CLOSED",
        "INLINE, EXTENDED, CLOSED",
        "INLINE, STRUCTURED, RESET",
        "BLOCKING, STRUCTURED, HALF_CLOSED",
        "BLOCKING, SIMPLE, RESET",
        "ASYNCHRONOUS, EXTENDED, HALF_CLOSED",
        "ASYNCHRONOUS, STRUCTURED, CLOSED"
    })
    void sessionMayBeCutAfterEachByte(ArrayPlugin.Kind kind, ReplyMode mode, End end)
            throws IOException, InterruptedException {
        // The other kinds differ only in the thread that carries requests out, so it is enough to cut at some bytes.
        cut(kind, RecordedSession.of(mode), end, kind == ArrayPlugin.Kind.INLINE ? 1 : 5);
    }

    @ParameterizedTest
    @CsvSource({
        "INLINE, SIMPLE, HALF_CLOSED",
        "INLINE, EXTENDED, CLOSED",
        "INLINE, STRUCTURED, RESET",
        "BLOCKING, STRUCTURED, CLOSED",
        "ASYNCHRONOUS, STRUCTURED, RESET"
    })
    void sessionMayBeCutWithinLargePayloads(ArrayPlugin.Kind kind, ReplyMode mode, End end)
            throws IOException, InterruptedException {
        cut(kind, RecordedSession.ofLargeWrites(mode), end, 19_997);
    }

    private static void cut(ArrayPlugin.Kind kind, RecordedSession session, End end, int step)
            throws IOException, InterruptedException {
        byte[] all = session.bytes();
        ArrayPlugin plugin = new ArrayPlugin(kind);
        try (LocalServer server = new LocalServer(plugin);
                Player player = new Player();
                SocketChannel neighbour = neighbour(server.unix())) {
            for (int sent = 0; sent <= all.length; sent += step) {
                byte[] part = Arrays.copyOf(all, sent);
                plugin.forget();
                byte[] received = end(player, server, part, end);
                plugin.awaitOpen(1);
                session.demandWholeWrites(plugin.lastOpened(), sent);
                if (end == End.HALF_CLOSED) {
                    Conversation.judge(part, received, kind == ArrayPlugin.Kind.INLINE, plugin.lastOpened());
                }
                if (sent / step % LOOK == 0) {
                    ask(neighbour, sent);
                }
            }
            ask(neighbour, -1);
            List<String> said = new ArrayList<>(server.log().take());
            // What a busy event loop finds out before it reads the end of the input.
            said.removeIf(line -> line.contains("the client is gone without having disconnected"));
            assertEquals(List.of(), said);
        }
    }

    private static byte[] end(Player player, LocalServer server, byte[] part, End end) throws IOException {
        if (end == End.HALF_CLOSED) {
            return player.play(server.forHalfClosed(), part);
        }
        try (SocketChannel client = Player.connect(end == End.RESET ? server.tcp() : server.unix())) {
            if (end == End.RESET) {
                client.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            ByteBuffer bytes = ByteBuffer.wrap(part);
            while (bytes.hasRemaining()) {
                client.write(bytes);
            }
        }
        return new byte[0];
    }

    private static SocketChannel neighbour(SocketAddress server) throws IOException {
        SocketChannel channel = Player.connect(server);
        channel.write(ByteBuffer.wrap(
                new ClientBytes().clientFlags(3).option(Options.EXPORT_NAME).bytes()));
        read(channel, EXPORT_NAME_REPLY);
        return channel;
    }

    private static void ask(SocketChannel neighbour, long cookie) throws IOException {
        neighbour.write(ByteBuffer.wrap(
                new ClientBytes().request(Commands.READ, 0, cookie, 512, 8).bytes()));
        ByteBuffer reply = read(neighbour, 24);
        assertEquals((int) Magic.SIMPLE_REPLY, reply.getInt());
        assertEquals(0, reply.getInt());
        assertEquals(cookie, reply.getLong());
    }

    private static ByteBuffer read(SocketChannel channel, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // Read on.
        }
        return bytes.flip();
    }
}
