// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.proxy;

import dev.platter.client.NbdUri;
import dev.platter.nbd.HandshakeFlags;
import dev.platter.nbd.InfoTypes;
import dev.platter.nbd.Magic;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import dev.platter.nbd.TransmissionFlags;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server for one connection after the other, which offers an export with simple replies, and then does what a test says. */
final class BrokenServer implements AutoCloseable {
    static final int SIZE = 1 << 20;

    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    interface Behaviour {
        /** Called after the handshake; the connection is closed when this returns. */
        void of(DataInputStream in, DataOutputStream out) throws IOException;
    }

    BrokenServer(Behaviour behaviour) throws IOException {
        Thread.ofPlatform().daemon().start(() -> {
            while (!listening.isClosed()) {
                try (Socket socket = listening.accept();
                        DataInputStream in = new DataInputStream(socket.getInputStream());
                        DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
                    greet(in, out);
                    behaviour.of(in, out);
                } catch (IOException e) {
                    // The client has gone, or the test is over.
                }
            }
        });
    }

    NbdUri uri() {
        return NbdUri.tcp("127.0.0.1", listening.getLocalPort(), "");
    }

    private static void greet(DataInputStream in, DataOutputStream out) throws IOException {
        out.writeLong(Magic.NBDMAGIC);
        out.writeLong(Magic.IHAVEOPT);
        out.writeShort(HandshakeFlags.FIXED_NEWSTYLE | HandshakeFlags.NO_ZEROES);
        in.readInt();
        while (true) {
            in.readLong();
            int option = in.readInt();
            in.skipNBytes(in.readInt());
            if (option != Options.GO) {
                reply(out, option, OptionReplies.ERR_UNSUP, 0);
                continue;
            }
            reply(out, option, OptionReplies.INFO, 12);
            out.writeShort(InfoTypes.EXPORT);
            out.writeLong(SIZE);
            out.writeShort(TransmissionFlags.HAS_FLAGS);
            reply(out, option, OptionReplies.ACK, 0);
            return;
        }
    }

    private static void reply(DataOutputStream out, int option, int type, int length) throws IOException {
        out.writeLong(Magic.OPTION_REPLY);
        out.writeInt(option);
        out.writeInt(type);
        out.writeInt(length);
    }

    /** Takes a request and returns its cookie. */
    static long request(DataInputStream in) throws IOException {
        in.readLong();
        long cookie = in.readLong();
        in.skipNBytes(12);
        return cookie;
    }

    static void succeed(DataOutputStream out, long cookie) throws IOException {
        out.writeInt((int) Magic.SIMPLE_REPLY);
        out.writeInt(0);
        out.writeLong(cookie);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
