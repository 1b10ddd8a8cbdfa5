// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Sends and receives exact numbers of bytes over a {@link Transport}: the level at which a test sends what no client
 * would send, and checks what comes back. All integers of NBD are big-endian, and so are the buffers that this class
 * returns.
 *
 * <p>One thread reads, one (perhaps another) sends. Bytes that were read ahead stay in this object, so no other code
 * may read from the transport.
 */
public final class Wire implements Closeable {
    private static final int READ_AHEAD = 64 * 1024;

    private final Transport transport;

    /** Bytes that were received and not yet taken, from position to limit. */
    private final ByteBuffer received = ByteBuffer.allocateDirect(READ_AHEAD).flip();

    /**
     * Puts a wire on a transport.
     *
     * @param transport the bytes; closed with the wire
     */
    public Wire(Transport transport) {
        this.transport = transport;
    }

    /**
     * Connects to a server, and sends nothing yet.
     *
     * @param server where it listens
     * @return the wire, which the caller closes
     * @throws IOException if the server cannot be reached
     */
    public static Wire connect(ServerAddress server) throws IOException {
        return new Wire(Transport.connect(server));
    }

    /**
     * Puts TLS around the transport.
     *
     * @return the wire to use from now on
     * @throws NbdProtocolException if bytes have come that were to be encrypted
     */
    Wire secured(ClientTls tls) throws IOException {
        if (received.hasRemaining()) {
            throw new NbdProtocolException("the server sent " + received.remaining()
                    + " bytes after its answer to NBD_OPT_STARTTLS, before TLS began: somebody else may have"
                    + " put them there");
        }
        return new Wire(tls.secure(transport));
    }

    /** The transport, if a loop can watch it; empty while bytes of it that nobody has taken are here. */
    Optional<PolledTransport> polled() {
        return transport instanceof PolledTransport polled && !received.hasRemaining()
                ? Optional.of(polled)
                : Optional.empty();
    }

    /**
     * Takes the next bytes.
     *
     * @param length how many, in bytes
     * @param what what they are, for the message of an exception
     * @return the bytes, from position 0 to the limit, in a buffer that may be overwritten by the next call
     * @throws ServerClosedException if the server closes the connection before all are there
     * @throws IOException if the connection breaks
     */
    public ByteBuffer take(int length, String what) throws IOException {
        if (length > received.capacity()) {
            ByteBuffer large = ByteBuffer.allocate(length);
            take(large, what);
            return large.flip();
        }
        while (received.remaining() < length) {
            if (!receiveMore()) {
                throw ended(received.remaining(), length, what);
            }
        }
        ByteBuffer taken = received.slice(received.position(), length);
        received.position(received.position() + length);
        return taken;
    }

    /**
     * Fills a buffer with the next bytes.
     *
     * @param into is filled from its position to its limit
     * @param what what the bytes are, for the message of an exception
     * @throws ServerClosedException if the server closes the connection before all are there
     * @throws IOException if the connection breaks
     */
    public void take(ByteBuffer into, String what) throws IOException {
        take(into, what, "");
    }

    /** The same, for a message that is only put together if it is needed. */
    void take(ByteBuffer into, String what, Object of) throws IOException {
        int length = into.remaining();
        int ahead = Math.min(length, received.remaining());
        into.put(received.slice(received.position(), ahead));
        received.position(received.position() + ahead);
        while (into.hasRemaining()) {
            if (transport.read(into) < 0) {
                throw ended(length - into.remaining(), length, what + of);
            }
        }
    }

    /**
     * Waits until the server has sent another byte, which stays to be taken, or has finished.
     *
     * @return whether it has finished
     * @throws IOException if the connection breaks
     */
    public boolean atEnd() throws IOException {
        return !received.hasRemaining() && !receiveMore();
    }

    /**
     * Sends bytes.
     *
     * @param bytes what is sent; not kept
     * @throws IOException if the connection breaks
     */
    public void send(byte... bytes) throws IOException {
        send(ByteBuffer.wrap(bytes));
    }

    /**
     * Sends buffers, one after the other.
     *
     * @param buffers what is sent, from position to limit; afterwards nothing remains in them
     * @throws IOException if the connection breaks
     */
    public void send(ByteBuffer... buffers) throws IOException {
        transport.write(buffers);
    }

    /**
     * Tells the server that nothing more will come. It can still answer.
     *
     * @throws IOException if the connection breaks
     */
    public void finishSending() throws IOException {
        transport.finishSending();
    }

    /** Ends the connection at once. Any thread may call it, and ends the waiting of others. */
    @Override
    public void close() throws IOException {
        transport.close();
    }

    private boolean receiveMore() throws IOException {
        received.compact();
        try {
            return transport.read(received) >= 0;
        } finally {
            received.flip();
        }
    }

    private static ServerClosedException ended(int got, int wanted, String what) {
        String progress =
                got == 0 ? "instead of sending " + what : "after " + got + " of the " + wanted + " bytes of " + what;
        return new ServerClosedException("the server closed the connection " + progress);
    }
}
