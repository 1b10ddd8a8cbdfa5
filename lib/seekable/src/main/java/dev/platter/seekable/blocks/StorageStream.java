// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.blocks;

import dev.platter.seekable.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A range of a file as a stream, for one thread. */
public final class StorageStream extends InputStream {
    private static final int AT_ONCE = 1 << 16;

    private final Storage file;
    private final ByteBuffer bytes;
    private final long end;
    private long position;

    /**
     * Begins at a position.
     *
     * @param file stays open
     * @param position of the first byte, in the file
     * @param length in bytes; the file has so many
     */
    public StorageStream(Storage file, long position, long length) {
        this.file = file;
        this.position = position;
        end = position + length;
        bytes = ByteBuffer.allocateDirect((int) Math.min(AT_ONCE, length)).limit(0);
    }

    private boolean fill() throws IOException {
        if (!bytes.hasRemaining() && position < end) {
            bytes.clear().limit((int) Math.min(bytes.capacity(), end - position));
            file.read(bytes, position);
            bytes.flip();
            position += bytes.limit();
        }
        return bytes.hasRemaining();
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, bytes.remaining());
        bytes.get(into, at, count);
        return count;
    }
}
