// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.proxy;

import dev.platter.client.PolledTransport;
import dev.platter.libc.StreamSocket;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A socket of the system as a transport that an event loop can watch. */
final class PolledSocket implements PolledTransport {
    private final StreamSocket socket;

    PolledSocket(StreamSocket socket) {
        this.socket = socket;
    }

    @Override
    public int descriptor() {
        return socket.descriptor();
    }

    @Override
    public int readNow(ByteBuffer into) throws IOException {
        return socket.receive(into);
    }

    @Override
    public long writeNow(ByteBuffer... from) throws IOException {
        return socket.send(from);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        while (true) {
            int received = socket.receive(into);
            if (received != 0) {
                return received;
            }
            socket.awaitInput();
        }
    }

    @Override
    public void write(ByteBuffer... from) throws IOException {
        for (ByteBuffer buffer : from) {
            while (buffer.hasRemaining()) {
                if (socket.send(from) == 0) {
                    socket.awaitOutput();
                }
            }
        }
    }

    @Override
    public void finishSending() throws IOException {
        socket.finishSending();
    }

    @Override
    public void close() {
        socket.close();
    }
}
