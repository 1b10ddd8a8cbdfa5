// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A socket with TLS. */
final class TlsWire implements Wire {
    private static final int RECORD = 16 << 10;

    private final PlainWire plain;
    private final SSLSocket socket;
    private final byte[] bytes = new byte[RECORD];

    /** Shakes hands, and checks that the certificate is the host's. */
    TlsWire(SocketChannel channel, String host, int port, SSLContext context, SSLParameters chosen) throws IOException {
        plain = new PlainWire(channel);
        Socket under = channel.socket();
        socket = (SSLSocket) context.getSocketFactory().createSocket(under, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        if (chosen.getProtocols() != null) {
            parameters.setProtocols(chosen.getProtocols());
        }
        if (chosen.getCipherSuites() != null) {
            parameters.setCipherSuites(chosen.getCipherSuites());
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int length = socket.getInputStream().read(bytes, 0, Math.min(bytes.length, into.remaining()));
        if (length > 0) {
            into.put(bytes, 0, length);
        }
        return length;
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            int length = Math.min(bytes.length, from.remaining());
            byte[] piece = new byte[length];
            from.get(piece);
            socket.getOutputStream().write(piece);
        }
    }

    /** Without TLS's goodbye, which would wait for a thread that writes. HTTP says itself where a body ends. */
    @Override
    public void close() {
        plain.close();
    }
}
