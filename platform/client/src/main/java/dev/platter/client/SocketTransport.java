// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A transport over a blocking socket, TCP or Unix. */
final class SocketTransport implements Transport {
    /** The JDK copies through a direct buffer as large as the piece, and keeps it for the thread. */
    private static final int PIECE = 1 << 20;

    private final SocketChannel channel;

    SocketTransport(SocketChannel channel) {
        this.channel = channel;
    }

    static SocketTransport connect(ServerAddress server) throws IOException {
        return new SocketTransport(
                switch (server) {
                    case ServerAddress.Unix unix -> connect(unix);
                    case ServerAddress.Tcp tcp -> connect(tcp);
                });
    }

    private static SocketChannel connect(ServerAddress.Unix server) throws IOException {
        try {
            return connect(
                    SocketChannel.open(StandardProtocolFamily.UNIX), UnixDomainSocketAddress.of(server.socket()));
        } catch (IOException e) {
            throw unreachable(server, e);
        }
    }

    /** A name can stand for several addresses, and the server may listen on only one of them. */
    private static SocketChannel connect(ServerAddress.Tcp server) throws IOException {
        IOException first = null;
        for (InetAddress address : addresses(server)) {
            try {
                SocketChannel channel = connect(SocketChannel.open(), new InetSocketAddress(address, server.port()));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                return channel;
            } catch (IOException e) {
                if (first == null) {
                    first = unreachable(server, e);
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        throw first;
    }

    private static InetAddress[] addresses(ServerAddress.Tcp server) throws IOException {
        try {
            return InetAddress.getAllByName(server.host());
        } catch (UnknownHostException e) {
            UnknownHostException named = new UnknownHostException("cannot connect to " + server + ": unknown host");
            named.initCause(e);
            throw named;
        }
    }

    private static SocketChannel connect(SocketChannel channel, SocketAddress address) throws IOException {
        try {
            channel.connect(address);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static IOException unreachable(ServerAddress server, IOException cause) {
        ConnectException named = new ConnectException("cannot connect to " + server + ": " + cause.getMessage());
        named.initCause(cause);
        return named;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (into.isDirect() || into.remaining() <= PIECE) {
            return channel.read(into);
        }
        int limit = into.limit();
        into.limit(into.position() + PIECE);
        try {
            return channel.read(into);
        } finally {
            into.limit(limit);
        }
    }

    @Override
    public void write(ByteBuffer... from) throws IOException {
        int next = 0;
        while (true) {
            while (next < from.length && !from[next].hasRemaining()) {
                next++;
            }
            if (next == from.length) {
                return;
            }
            if (from[next].isDirect() || from[next].remaining() <= PIECE) {
                channel.write(from, next, smallOnes(from, next));
            } else {
                ByteBuffer piece = from[next].slice(from[next].position(), PIECE);
                from[next].position(from[next].position() + channel.write(piece));
            }
        }
    }

    /** How many small buffers, from {@code next} on, can be sent at once. */
    private static int smallOnes(ByteBuffer[] from, int next) {
        int end = next + 1;
        while (end < from.length && (from[end].isDirect() || from[end].remaining() <= PIECE)) {
            end++;
        }
        return end - next;
    }

    @Override
    public void finishSending() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
