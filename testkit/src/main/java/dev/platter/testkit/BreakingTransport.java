// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import dev.platter.client.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Sends a given number of bytes, and then breaks the connection, even in the middle of a message. */
final class BreakingTransport implements Transport {
    private final Transport transport;
    private long left;

    BreakingTransport(Transport transport, long bytes) {
        this.transport = transport;
        left = bytes;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return transport.read(into);
    }

    @Override
    public synchronized void write(ByteBuffer... from) throws IOException {
        for (ByteBuffer buffer : from) {
            int piece = (int) Math.min(left, buffer.remaining());
            transport.write(buffer.slice(buffer.position(), piece));
            buffer.position(buffer.position() + piece);
            left -= piece;
            if (buffer.hasRemaining()) {
                transport.close();
                throw new IOException("the connection was broken on purpose");
            }
        }
    }

    @Override
    public void finishSending() throws IOException {
        transport.finishSending();
    }

    @Override
    public void close() throws IOException {
        transport.close();
    }
}
