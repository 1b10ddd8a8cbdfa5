// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays a client's session to a server, and reads until the server hangs up. It reads and writes at the same time, like a
 * client that does not wait for replies.
 */
final class Player implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 20_000;

    private final long patience;
    private final Selector selector;
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 20);

    Player() throws IOException {
        this(PATIENCE_MILLIS);
    }

    /** Makes a player that fails if the server neither sends anything nor hangs up for this long. */
    Player(long patienceMillis) throws IOException {
        patience = patienceMillis;
        selector = Selector.open();
    }

    static SocketChannel connect(SocketAddress server) throws IOException {
        SocketChannel channel = server instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
        channel.connect(server);
        return channel;
    }

    /** Plays a session that is sent in one write. */
    byte[] play(SocketAddress server, byte[] bytes) throws IOException {
        return play(server, List.of(bytes));
    }

    /**
     * Sends a session, shuts the output down, and reads until the server hangs up; fails if that takes too long.
     *
     * @param server the server's address
     * @param pieces the session, each piece in a write of its own
     * @return all bytes that the server has sent
     */
    byte[] play(SocketAddress server, List<byte[]> pieces) throws IOException {
        try (SocketChannel channel = connect(server)) {
            channel.configureBlocking(false);
            List<ByteBuffer> out = new ArrayList<>();
            pieces.forEach(piece -> out.add(ByteBuffer.wrap(piece)));
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            boolean open = true;
            while (open) {
                if (selector.select(patience) == 0) {
                    throw new AssertionError("the server neither answers nor hangs up; so far it has sent "
                            + received.size() + " bytes");
                }
                selector.selectedKeys().clear();
                if (key.isWritable() && !send(channel, out)) {
                    key.interestOps(SelectionKey.OP_READ);
                }
                open = receive(channel, received);
            }
            key.cancel();
            selector.selectNow();
            return received.toByteArray();
        }
    }

    /** Sends as much as the socket takes, and returns whether there is more to send. */
    private static boolean send(SocketChannel channel, List<ByteBuffer> out) throws IOException {
        try {
            while (!out.isEmpty()) {
                ByteBuffer next = out.getFirst();
                channel.write(next);
                if (next.hasRemaining()) {
                    return true;
                }
                out.removeFirst();
            }
            channel.shutdownOutput();
        } catch (IOException hungUp) {
            // The server may hang up before it has read everything; its replies so far are still read.
            out.clear();
        }
        return false;
    }

    private boolean receive(SocketChannel channel, ByteArrayOutputStream received) {
        try {
            int count = channel.read(in.clear());
            if (count > 0) {
                byte[] bytes = new byte[count];
                in.flip().get(bytes);
                received.writeBytes(bytes);
            }
            return count >= 0;
        } catch (IOException reset) {
            // The server has hung up without having read everything.
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
