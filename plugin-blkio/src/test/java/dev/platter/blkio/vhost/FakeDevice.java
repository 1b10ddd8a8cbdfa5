// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.vhost;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The back end of a vhost-user device that says what a test wants, and never looks into the memory that it is given. It
 * takes one client after the other.
 */
final class FakeDevice implements AutoCloseable {
    static final int REPLY = 4 | 1;

    private static final int HEADER = 12;
    private static final int NEED_REPLY = 8;

    private final Path path;
    private final ServerSocketChannel server;
    private final Map<VhostRequest, ByteBuffer> answers = new EnumMap<>(VhostRequest.class);
    private final LinkedBlockingQueue<SocketChannel> clients = new LinkedBlockingQueue<>();
    private volatile long features =
            1L << VirtioFeatures.VERSION_1 | 1L << VirtioFeatures.PROTOCOL_FEATURES | 1L << VirtioFeatures.FLUSH;
    private volatile long protocol = 1L << ProtocolFeatures.CONFIGURATION | 1L << ProtocolFeatures.ACKNOWLEDGEMENTS;

    FakeDevice(Path path) throws IOException {
        this.path = path;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        Thread.ofPlatform().daemon().start(this::serve);
    }

    Path path() {
        return path;
    }

    FakeDevice withFeatures(int... bits) {
        for (int bit : bits) {
            features |= 1L << bit;
        }
        return this;
    }

    FakeDevice withoutFeature(int bit) {
        features &= ~(1L << bit);
        return this;
    }

    FakeDevice withoutProtocolFeature(int bit) {
        protocol &= ~(1L << bit);
        return this;
    }

    /** Sends these bytes instead of the right answer; no bytes close the connection. */
    FakeDevice answering(VhostRequest request, ByteBuffer whole) {
        synchronized (answers) {
            answers.put(request, whole);
        }
        return this;
    }

    /** Closes the connection of the client that came first. */
    void drop() throws IOException, InterruptedException {
        clients.take().close();
    }

    static ByteBuffer message(int request, int flags, int length, long... payload) {
        ByteBuffer message =
                ByteBuffer.allocate(HEADER + Long.BYTES * payload.length).order(ByteOrder.nativeOrder());
        message.putInt(request).putInt(flags).putInt(length);
        for (long number : payload) {
            message.putLong(number);
        }
        return message.flip();
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                clients.add(client);
                while (true) {
                    answer(client);
                }
            } catch (IOException _) {
                // The client has gone, or the test closes this device.
            }
        }
    }

    private void answer(SocketChannel client) throws IOException {
        ByteBuffer header = read(client, HEADER);
        int number = header.getInt();
        boolean acknowledged = (header.getInt() & NEED_REPLY) != 0;
        ByteBuffer payload = read(client, header.getInt());
        ByteBuffer special;
        synchronized (answers) {
            special = answers.entrySet().stream()
                    .filter(entry -> entry.getKey().number() == number)
                    .map(entry -> entry.getValue().duplicate())
                    .findFirst()
                    .orElse(null);
        }
        if (special != null) {
            if (!special.hasRemaining()) {
                throw new EOFException("on purpose");
            }
            write(client, special);
        } else if (number == VhostRequest.GET_FEATURES.number()) {
            write(client, message(number, REPLY, Long.BYTES, features));
        } else if (number == VhostRequest.GET_PROTOCOL_FEATURES.number()) {
            write(client, message(number, REPLY, Long.BYTES, protocol));
        } else if (number == VhostRequest.GET_CONFIG.number()) {
            write(client, configuration(number, payload));
        } else if (acknowledged) {
            write(client, message(number, REPLY, Long.BYTES, 0));
        }
    }

    /** A disk of 1 MiB. */
    private static ByteBuffer configuration(int number, ByteBuffer asked) {
        ByteBuffer message = ByteBuffer.allocate(HEADER + asked.remaining()).order(ByteOrder.nativeOrder());
        message.putInt(number).putInt(REPLY).putInt(asked.remaining()).put(asked);
        message.order(ByteOrder.LITTLE_ENDIAN).putLong(HEADER + 12, 2048);
        return message.flip();
    }

    private static ByteBuffer read(SocketChannel client, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
        while (bytes.hasRemaining()) {
            if (client.read(bytes) < 0) {
                throw new EOFException("the client has gone");
            }
        }
        return bytes.flip();
    }

    private static void write(SocketChannel client, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (SocketChannel client : clients) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
