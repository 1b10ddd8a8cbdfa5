// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.credentials.NamelessCertificates;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * TLS around a transport. After the handshake one thread reads while another writes; what the reading thread has to send
 * on TLS's behalf, such as a new key, it sends between two writes.
 */
final class TlsTransport implements Transport {
    /** Many records are sent in one write, and received in one read. */
    private static final int AT_ONCE = 256 * 1024;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Transport plain;
    private final SSLEngine engine;

    /** Encrypted bytes that were received and not yet decrypted, from position to limit. */
    private final ByteBuffer received;

    /** Decrypted bytes that were not yet taken, from position to limit. */
    private final ByteBuffer decrypted;

    /** What is to be sent; used under the lock {@code sending}. */
    private final ByteBuffer encrypted;

    private final Object sending = new Object();

    TlsTransport(Transport plain, SSLEngine engine) {
        this.plain = plain;
        this.engine = engine;
        int packet = engine.getSession().getPacketBufferSize();
        received = ByteBuffer.allocateDirect(AT_ONCE + packet).flip();
        encrypted = ByteBuffer.allocateDirect(AT_ONCE + packet);
        decrypted = ByteBuffer.allocateDirect(Math.max(engine.getSession().getApplicationBufferSize(), packet))
                .flip();
    }

    void handshake() throws IOException {
        engine.beginHandshake();
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_WRAP -> sendOwn();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (decrypt(decrypted.compact()) < 0) {
                        throw new SSLException("the server has closed the connection during the handshake");
                    }
                    decrypted.flip();
                }
                case NEED_TASK -> runTasks();
                default -> {
                    return;
                }
            }
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            // The task that parses the server's certificate is one of these.
            NamelessCertificates.during(task);
        }
    }

    // ---- Sending ----

    @Override
    public void write(ByteBuffer... from) throws IOException {
        synchronized (sending) {
            long left = 0;
            for (ByteBuffer buffer : from) {
                left += buffer.remaining();
            }
            while (left > 0) {
                encrypted.clear();
                int packet = engine.getSession().getPacketBufferSize();
                while (left > 0 && encrypted.remaining() >= packet) {
                    SSLEngineResult result = engine.wrap(from, encrypted);
                    if (result.getStatus() != Status.OK) {
                        throw new SSLException("TLS takes no more bytes: " + result.getStatus());
                    }
                    if (result.bytesConsumed() == 0 && result.bytesProduced() == 0) {
                        // It would wait for what the reading thread may only send when this has ended.
                        throw new SSLException("the server wants to negotiate TLS anew, which this client does not do");
                    }
                    left -= result.bytesConsumed();
                    if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                        runTasks();
                    }
                }
                plain.write(encrypted.flip());
            }
        }
    }

    /** Sends what TLS has to say for itself. */
    private void sendOwn() throws IOException {
        synchronized (sending) {
            encrypted.clear();
            engine.wrap(NOTHING, encrypted);
            plain.write(encrypted.flip());
        }
    }

    // ---- Receiving ----

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!decrypted.hasRemaining()) {
            boolean directly = into.remaining() >= engine.getSession().getApplicationBufferSize();
            if (directly) {
                int count = 0;
                while (count == 0) {
                    count = decrypt(into);
                }
                return count;
            }
            int count = 0;
            decrypted.clear();
            while (count == 0) {
                count = decrypt(decrypted);
            }
            decrypted.flip();
            if (count < 0) {
                return -1;
            }
        }
        int taken = Math.min(into.remaining(), decrypted.remaining());
        into.put(decrypted.slice(decrypted.position(), taken));
        decrypted.position(decrypted.position() + taken);
        return taken;
    }

    /** Decrypts one record, and returns its length, which may be 0; or -1 at the end. */
    private int decrypt(ByteBuffer into) throws IOException {
        while (true) {
            SSLEngineResult result = engine.unwrap(received, into);
            HandshakeStatus next = result.getHandshakeStatus();
            if (next == HandshakeStatus.NEED_TASK) {
                runTasks();
            } else if (next == HandshakeStatus.NEED_WRAP && result.getStatus() != Status.CLOSED) {
                sendOwn();
            }
            switch (result.getStatus()) {
                case OK -> {
                    return result.bytesProduced();
                }
                case CLOSED -> {
                    return -1;
                }
                case BUFFER_UNDERFLOW -> {
                    if (!receiveMore()) {
                        return -1;
                    }
                }
                case BUFFER_OVERFLOW ->
                    throw new SSLException("a record of TLS is longer than " + into.remaining() + " bytes");
            }
        }
    }

    private boolean receiveMore() throws IOException {
        received.compact();
        try {
            return plain.read(received) >= 0;
        } finally {
            received.flip();
        }
    }

    // ---- The end ----

    @Override
    public void finishSending() throws IOException {
        synchronized (sending) {
            engine.closeOutbound();
            encrypted.clear();
            engine.wrap(NOTHING, encrypted);
            plain.write(encrypted.flip());
        }
        plain.finishSending();
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
