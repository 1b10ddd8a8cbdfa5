// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.server.End;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StandardStreamsTest {
    private final End end = End.withoutSignals();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void repliesStillArriveWhenTheInputHasEnded() throws Exception {
        try (ServerSocketChannel listener = listener()) {
            FutureTask<Boolean> server = new FutureTask<>(() -> answerWhenAllIsThere(listener));
            Thread.ofPlatform().daemon().start(server);
            StandardStreams.serve(
                    listener.getLocalAddress(),
                    new ByteArrayInputStream("requests".getBytes(StandardCharsets.UTF_8)),
                    new PrintStream(out, false, StandardCharsets.UTF_8),
                    end);
            assertTrue(server.get());
        }
        assertEquals("replies to requests", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void clientIsLeftWhenTheServerIsToEnd() throws IOException {
        try (ServerSocketChannel listener = listener();
                PipedOutputStream silent = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(silent)) {
            end.request("the test");
            StandardStreams.serve(
                    listener.getLocalAddress(), in, new PrintStream(out, false, StandardCharsets.UTF_8), end);
        }
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    private ServerSocketChannel listener() throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
        return listener;
    }

    private static boolean answerWhenAllIsThere(ServerSocketChannel listener) throws IOException {
        try (SocketChannel client = listener.accept()) {
            ByteBuffer got = ByteBuffer.allocate(100);
            while (client.read(got) >= 0) {
                // More may come.
            }
            String text = "replies to " + new String(got.array(), 0, got.position(), StandardCharsets.UTF_8);
            client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            return true;
        }
    }
}
