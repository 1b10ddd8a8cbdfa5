// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

import com.google.gson.JsonObject;
import dev.platter.control.line.JsonText;
import dev.platter.control.line.LineChannel;
import dev.platter.testkit.server.FakeServer;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server on a socket in a folder, and clients of it, all gone at the end of a test. */
final class Controlled implements AutoCloseable {
    final FakeServer steering = FakeServer.busy();
    final Path socket;
    final ControlServer server;
    private final List<Client> clients = new ArrayList<>();

    Controlled(Path folder) throws IOException {
        socket = folder.resolve("control.sock");
        server = ControlServer.start(socket, steering, System.getLogger("control-test"));
    }

    Client client() throws IOException {
        var client = new Client(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        clients.add(client);
        return client;
    }

    /** A client that sends arbitrary bytes. */
    static final class Client {
        final SocketChannel channel;
        private final LineChannel lines;

        Client(SocketChannel channel) {
            this.channel = channel;
            this.lines = new LineChannel(channel, 1 << 24);
        }

        void send(byte... bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Bytes that are no line yet. */
        byte[] receive(int count) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(count);
            while (buffer.hasRemaining()) {
                channel.read(buffer);
            }
            return buffer.array();
        }

        JsonObject answer() throws IOException {
            return JsonText.object(lines.read().orElseThrow()).orElseThrow();
        }

        JsonObject ask(String line) throws IOException {
            send(line + "\n");
            return answer();
        }

        boolean isAtEnd() throws IOException {
            return lines.read().isEmpty();
        }
    }

    @Override
    public void close() throws IOException {
        steering.drainMayEnd.countDown();
        for (Client client : clients) {
            client.channel.close();
        }
        server.close();
    }
}
