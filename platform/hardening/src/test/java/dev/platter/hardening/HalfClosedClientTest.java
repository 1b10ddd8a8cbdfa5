// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.nbd.Commands;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A client that has shut its output down gets all replies, even if the server had stopped reading because the client did not
 * read.
 */
@Timeout(60)
class HalfClosedClientTest {
    private static final int REPLY = 64 << 10;
    private static final int HEADER = 16;

    /** The replies to so many requests are far more than a server keeps for a client that does not read. */
    private static final int REQUESTS = 1000;

    @ParameterizedTest
    @EnumSource
    void halfClosedClientGetsAllReplies(ArrayPlugin.Kind kind) throws IOException {
        ArrayPlugin plugin = new ArrayPlugin(kind);
        try (LocalServer server = new LocalServer(plugin)) {
            shutsItsOutputDown(server.forHalfClosed());
        }
    }

    @Test
    void halfClosedTcpClientGetsAllReplies() throws IOException {
        try (LocalServer server = new LocalServer(new ArrayPlugin(ArrayPlugin.Kind.INLINE))) {
            shutsItsOutputDown(server.tcp());
        }
    }

    private static void shutsItsOutputDown(SocketAddress server) throws IOException {
        ClientBytes bytes = new ClientBytes().clientFlags(3).option(Options.EXPORT_NAME);
        for (int i = 0; i < REQUESTS; i++) {
            bytes.request(Commands.READ, 0, i, 0, REPLY);
        }
        try (SocketChannel client = Player.connect(server)) {
            ByteBuffer all = ByteBuffer.wrap(bytes.bytes());
            while (all.hasRemaining()) {
                client.write(all);
            }
            client.shutdownOutput();
            long received = 0;
            ByteBuffer in = ByteBuffer.allocateDirect(1 << 20);
            for (int count = client.read(in); count >= 0; count = client.read(in.clear())) {
                received += count;
            }
            long greetingAndExport = 18 + 10;
            assertEquals(greetingAndExport + (long) REQUESTS * (HEADER + REPLY), received);
        }
    }
}
