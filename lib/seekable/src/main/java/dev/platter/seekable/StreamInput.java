// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** An image that comes out of a file, a pipe, or anything else that is read from its beginning to its end. */
public final class StreamInput implements ImageInput {
    private final ReadableByteChannel in;

    /**
     * Reads a channel.
     *
     * @param in is closed with this
     */
    public StreamInput(ReadableByteChannel in) {
        this.in = in;
    }

    @Override
    public long hole() {
        return 0;
    }

    @Override
    public void skip(long length) throws IOException {
        throw new IOException("a stream has no holes");
    }

    @Override
    public void read(ByteBuffer into) throws IOException {
        while (into.hasRemaining() && in.read(into) >= 0) {}
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
