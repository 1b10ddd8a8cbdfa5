// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/** One end of a connection inside this process. */
final class PipeTransport implements Transport {
    private final Pipe.SourceChannel in;
    private final Pipe.SinkChannel out;

    PipeTransport(Pipe.SourceChannel in, Pipe.SinkChannel out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return in.read(into);
    }

    @Override
    public void write(ByteBuffer... from) throws IOException {
        for (ByteBuffer buffer : from) {
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
        }
    }

    @Override
    public void finishSending() throws IOException {
        out.close();
    }

    @Override
    public void close() throws IOException {
        out.close();
        in.close();
    }
}
