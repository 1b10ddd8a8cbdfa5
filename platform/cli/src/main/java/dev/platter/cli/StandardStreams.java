// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.server.End;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The one client of a server that is started with {@code -s}, on standard input and output. These may be two pipes, a socket or a
 * terminal, so the server listens on a private socket as for every client, and what comes and goes is copied.
 */
final class StandardStreams {
    private static final int PIECE = 256 << 10;

    private final SocketChannel server;
    private final InputStream in;
    private final PrintStream out;

    private StandardStreams(SocketChannel server, InputStream in, PrintStream out) {
        this.server = server;
        this.in = in;
        this.out = out;
    }

    /**
     * Serves the client, until it goes or the server is to end.
     *
     * @param address the private socket of the server
     */
    static void serve(SocketAddress address, InputStream in, PrintStream out, End end) throws IOException {
        try (SocketChannel server = SocketChannel.open(address)) {
            StandardStreams streams = new StandardStreams(server, in, out);
            end.requested().thenRun(streams::leave);
            Thread.ofPlatform().daemon().name("standard input").start(streams::copyRequests);
            streams.copyReplies();
        }
    }

    private void copyRequests() {
        byte[] piece = new byte[PIECE];
        try {
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                ByteBuffer bytes = ByteBuffer.wrap(piece, 0, length);
                while (bytes.hasRemaining()) {
                    server.write(bytes);
                }
            }
            // The server still sends the replies that the client waits for, and then closes.
            server.shutdownOutput();
        } catch (IOException e) {
            leave();
        }
    }

    private void copyReplies() {
        byte[] piece = new byte[PIECE];
        ByteBuffer bytes = ByteBuffer.wrap(piece);
        try {
            while (!out.checkError() && server.read(bytes.clear()) >= 0) {
                out.write(piece, 0, bytes.position());
            }
        } catch (IOException e) {
            // The server has ended the connection, or is told to end.
            leave();
        }
    }

    private void leave() {
        try {
            server.close();
        } catch (IOException e) {
            // It is of no more use in any case.
        }
    }
}
