// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A stream of bytes in both directions. TLS is a transport around a transport.
 *
 * <p>One thread may read while another writes; all methods block. {@link #close()} may be called by any thread and ends calls
 * that wait in another, with an exception there. Nothing has a time limit.
 *
 * <p><b>Pitfall:</b> interrupting a thread that reads or writes closes the connection, as it does with every channel of the JDK.
 */
public interface Transport extends Closeable {
    /**
     * Connects to a server.
     *
     * @param server where it listens
     * @return the connected stream, which the caller closes
     * @throws IOException if the server cannot be reached; the message names it
     */
    static Transport connect(ServerAddress server) throws IOException {
        return SocketTransport.connect(server);
    }

    /**
     * Waits for bytes.
     *
     * @param into takes at least one byte, and as many as have come, from its position on; it has room for one or more
     * @return how many bytes came, or -1 if the other side has finished
     * @throws IOException if the connection broke
     */
    int read(ByteBuffer into) throws IOException;

    /**
     * Sends bytes, all of them.
     *
     * @param from what is sent, from position to limit; afterwards nothing remains
     * @throws IOException if the connection broke, perhaps after a part was sent
     */
    void write(ByteBuffer... from) throws IOException;

    /**
     * Tells the other side that nothing more will come; bytes of the other side can still be read.
     *
     * @throws IOException if the connection broke
     */
    void finishSending() throws IOException;

    /** Ends both directions at once. Bytes that were sent may be lost. A second call does nothing. */
    @Override
    void close() throws IOException;
}
