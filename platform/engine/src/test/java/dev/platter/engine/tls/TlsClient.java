// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import dev.platter.engine.NbdServer;
import dev.platter.nbd.HandshakeFlags;
import dev.platter.nbd.Magic;
import dev.platter.nbd.Options;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.tls.TlsClientProtocol;

/** A client that sends exactly what a test wants, in plain text until TLS begins. */
final class TlsClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private Socket socket;
    DataInputStream in;
    DataOutputStream out;

    /** Connects and answers the greeting. */
    TlsClient(NbdServer server) throws IOException {
        int port = ((InetSocketAddress) server.addresses().getFirst()).getPort();
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        use(socket.getInputStream(), socket.getOutputStream());
        if (in.readLong() != Magic.NBDMAGIC || in.readLong() != Magic.IHAVEOPT) {
            throw new AssertionError("not the greeting of newstyle");
        }
        out.writeInt(in.readShort() & (HandshakeFlags.FIXED_NEWSTYLE | HandshakeFlags.NO_ZEROES));
    }

    private void use(InputStream input, OutputStream output) {
        in = new DataInputStream(input);
        out = new DataOutputStream(output);
    }

    /** Sends an option without waiting for anything. */
    TlsClient send(int option, byte... data) throws IOException {
        out.writeLong(Magic.IHAVEOPT);
        out.writeInt(option);
        out.writeInt(data.length);
        out.write(data);
        out.flush();
        return this;
    }

    /** Sends an option, and returns the type of the last reply to it. */
    int option(int option, byte... data) throws IOException {
        send(option, data);
        int type = reply(option);
        while (type == 2 || type == 3 || type == 4) {
            type = reply(option);
        }
        return type;
    }

    /** Reads one reply, and returns its type. */
    int reply(int option) throws IOException {
        if (in.readLong() != Magic.OPTION_REPLY || in.readInt() != option) {
            throw new AssertionError("not a reply to option " + option);
        }
        int type = in.readInt();
        in.skipNBytes(in.readInt());
        return type;
    }

    /** The data of an option that names an export and asks for no information. */
    static byte[] export(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        byte[] data = new byte[4 + text.length + 2];
        data[3] = (byte) text.length;
        System.arraycopy(text, 0, data, 4, text.length);
        return data;
    }

    /** Asks for TLS, which must be granted, but does not begin it. */
    TlsClient granted() throws IOException {
        int type = option(Options.STARTTLS);
        if (type != 1) {
            throw new AssertionError("STARTTLS was refused: " + type);
        }
        return this;
    }

    /** Asks for TLS and begins it. */
    TlsClient secure(SSLContext context, String protocol) throws IOException {
        granted();
        SSLSocket tls = (SSLSocket) context.getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        tls.setEnabledProtocols(new String[] {protocol});
        tls.startHandshake();
        socket = tls;
        use(tls.getInputStream(), tls.getOutputStream());
        return this;
    }

    /** Asks for TLS and begins it with a pre-shared key. */
    TlsClient secure(PskClient psk) throws IOException {
        granted();
        TlsClientProtocol protocol = new TlsClientProtocol(socket.getInputStream(), socket.getOutputStream());
        protocol.connect(psk);
        use(protocol.getInputStream(), protocol.getOutputStream());
        return this;
    }

    /** Begins TLS, and then sends a record that cannot be decrypted directly to the socket. */
    void rubbishAfter(SSLContext context) throws IOException {
        Socket plain = socket;
        secure(context, "TLSv1.3");
        byte[] record = new byte[5 + 300];
        record[0] = 23;
        record[1] = 3;
        record[2] = 3;
        record[3] = 1;
        record[4] = 44;
        plain.getOutputStream().write(record);
    }

    /** Whether the server hangs up; what it sends before that is ignored. */
    boolean isClosed() {
        try {
            in.readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
