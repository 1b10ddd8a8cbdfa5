// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsFatalAlertReceived;

/**
 * TLS with a pre-shared key around a transport. Bouncy Castle works with streams of bytes, and lets one thread read while another
 * writes. The only class, together with {@link PskClient}, that needs it.
 */
final class PskTransport implements Transport {
    private static final int RECORD = 16 * 1024;

    private final Transport plain;
    private final TlsClientProtocol protocol;
    private final byte[] reading = new byte[RECORD];
    private final byte[] writing = new byte[RECORD];

    private PskTransport(Transport plain, TlsClientProtocol protocol) {
        this.plain = plain;
        this.protocol = protocol;
    }

    static Transport connect(Transport plain, String user, byte[] key) throws IOException {
        TlsClientProtocol protocol = new TlsClientProtocol(new Input(plain), new Output(plain));
        try {
            protocol.connect(new PskClient(user, key));
        } catch (TlsFatalAlertReceived e) {
            boolean wrong = e.getAlertDescription() == AlertDescription.decrypt_error
                    || e.getAlertDescription() == AlertDescription.bad_record_mac
                    || e.getAlertDescription() == AlertDescription.unknown_psk_identity;
            throw new IOException(
                    "TLS failed: "
                            + (wrong
                                    ? "the server does not know '" + user + "', or knows another key"
                                    : "the server says " + AlertDescription.getText(e.getAlertDescription())),
                    e);
        } catch (IOException e) {
            throw new IOException("TLS failed: " + e.getMessage(), e);
        }
        return new PskTransport(plain, protocol);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int count = protocol.getInputStream().read(reading, 0, Math.min(reading.length, into.remaining()));
        if (count > 0) {
            into.put(reading, 0, count);
        }
        return count;
    }

    @Override
    public void write(ByteBuffer... from) throws IOException {
        synchronized (writing) {
            int filled = 0;
            for (ByteBuffer buffer : from) {
                while (buffer.hasRemaining()) {
                    int piece = Math.min(writing.length - filled, buffer.remaining());
                    buffer.get(writing, filled, piece);
                    filled += piece;
                    if (filled == writing.length) {
                        protocol.getOutputStream().write(writing, 0, filled);
                        filled = 0;
                    }
                }
            }
            if (filled > 0) {
                protocol.getOutputStream().write(writing, 0, filled);
            }
        }
    }

    @Override
    public void finishSending() throws IOException {
        plain.finishSending();
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }

    /** What Bouncy Castle reads. */
    private static final class Input extends InputStream {
        private final Transport plain;
        private final ByteBuffer ahead = ByteBuffer.allocate(4 * RECORD).flip();

        Input(Transport plain) {
            this.plain = plain;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (!ahead.hasRemaining()) {
                ahead.clear();
                int count = plain.read(ahead);
                ahead.flip();
                if (count < 0) {
                    return -1;
                }
            }
            int count = Math.min(length, ahead.remaining());
            ahead.get(into, offset, count);
            return count;
        }
    }

    /** What Bouncy Castle writes. */
    private static final class Output extends OutputStream {
        private final Transport plain;

        Output(Transport plain) {
            this.plain = plain;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            plain.write(ByteBuffer.wrap(from, offset, length));
        }
    }
}
