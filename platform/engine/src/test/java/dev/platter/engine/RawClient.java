// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.nbd.ChunkFlags;
import dev.platter.nbd.HandshakeFlags;
import dev.platter.nbd.Magic;
import dev.platter.nbd.Options;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A client that sends exactly the bytes that a test wants, valid or not. */
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Closeable socket;
    final DataInputStream in;
    final DataOutputStream out;

    RawClient(NbdServer server) throws IOException {
        int port = ((InetSocketAddress) server.addresses().getFirst()).getPort();
        Socket tcp = new Socket(InetAddress.getLoopbackAddress(), port);
        tcp.setSoTimeout(PATIENCE_MILLIS);
        socket = tcp;
        in = new DataInputStream(tcp.getInputStream());
        out = new DataOutputStream(tcp.getOutputStream());
    }

    /** Connects to a Unix socket. */
    RawClient(Path path) throws IOException {
        SocketChannel unix = SocketChannel.open(UnixDomainSocketAddress.of(path));
        socket = unix;
        in = new DataInputStream(Channels.newInputStream(unix));
        out = new DataOutputStream(Channels.newOutputStream(unix));
    }

    /** Reads the greeting and answers it. */
    RawClient greet() throws IOException {
        if (in.readLong() != Magic.NBDMAGIC || in.readLong() != Magic.IHAVEOPT) {
            throw new AssertionError("not the greeting of newstyle");
        }
        int flags = in.readShort();
        out.writeInt(flags & (HandshakeFlags.FIXED_NEWSTYLE | HandshakeFlags.NO_ZEROES));
        return this;
    }

    RawClient option(int option, byte[] data) throws IOException {
        out.writeLong(Magic.IHAVEOPT);
        out.writeInt(option);
        out.writeInt(data.length);
        out.write(data);
        return this;
    }

    /** Reads one reply to an option, and returns its type. */
    int optionReply(int option) throws IOException {
        if (in.readLong() != Magic.OPTION_REPLY || in.readInt() != option) {
            throw new AssertionError("not a reply to option " + option);
        }
        int type = in.readInt();
        in.skipNBytes(in.readInt());
        return type;
    }

    /** Begins transmission with simple replies. */
    RawClient go() throws IOException {
        option(Options.GO, new byte[6]);
        int type = optionReply(Options.GO);
        while (type == 3) {
            type = optionReply(Options.GO);
        }
        if (type != 1) {
            throw new AssertionError("GO was refused: " + type);
        }
        return this;
    }

    RawClient request(int command, int flags, long cookie, long offset, int length) throws IOException {
        out.writeInt((int) Magic.REQUEST);
        out.writeShort(flags);
        out.writeShort(command);
        out.writeLong(cookie);
        out.writeLong(offset);
        out.writeInt(length);
        return this;
    }

    /** Sends a request with an extended header. */
    RawClient extendedRequest(int command, int flags, long cookie, long offset, long length) throws IOException {
        out.writeInt((int) Magic.EXTENDED_REQUEST);
        out.writeShort(flags);
        out.writeShort(command);
        out.writeLong(cookie);
        out.writeLong(offset);
        out.writeLong(length);
        return this;
    }

    /** A chunk of a reply: its type, the request's offset in its header, and its payload. */
    record Chunk(int type, long offset, ByteBuffer content) {
        /** The error number in the chunk. */
        int error() {
            return content.getInt(0);
        }
    }

    /** Reads the only chunk of an extended reply. */
    Chunk extendedReply(long cookie) throws IOException {
        if (in.readInt() != (int) Magic.EXTENDED_REPLY || in.readShort() != ChunkFlags.DONE) {
            throw new AssertionError("not the only chunk of an extended reply");
        }
        int type = in.readUnsignedShort();
        if (in.readLong() != cookie) {
            throw new AssertionError("not a reply to " + cookie);
        }
        return new Chunk(type, in.readLong(), ByteBuffer.wrap(in.readNBytes((int) in.readLong())));
    }

    /** Reads a simple reply to a request, and returns its error number. */
    int reply(long cookie) throws IOException {
        if (in.readInt() != (int) Magic.SIMPLE_REPLY) {
            throw new AssertionError("not a simple reply");
        }
        int error = in.readInt();
        long got = in.readLong();
        if (got != cookie) {
            throw new AssertionError("a reply to " + got + ", not to " + cookie);
        }
        return error;
    }

    /** Whether the server closes the connection. */
    boolean isClosed() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
