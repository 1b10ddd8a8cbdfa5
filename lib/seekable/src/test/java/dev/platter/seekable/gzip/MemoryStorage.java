// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import dev.platter.seekable.Storage;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A file in memory. */
final class MemoryStorage implements Storage {
    private byte[] bytes;

    MemoryStorage(byte[] bytes) {
        this.bytes = bytes;
    }

    synchronized byte[] bytes() {
        return bytes.clone();
    }

    synchronized void flip(int position, int bit) {
        bytes[position] ^= (byte) (1 << bit);
    }

    @Override
    public synchronized long size() {
        return bytes.length;
    }

    @Override
    public synchronized void read(ByteBuffer into, long position) throws EOFException {
        if (position + into.remaining() > bytes.length) {
            throw new EOFException("the end is at " + bytes.length);
        }
        into.put(bytes, (int) position, into.remaining());
    }

    @Override
    public synchronized void write(ByteBuffer from, long position) {
        int end = (int) position + from.remaining();
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, end);
        }
        from.get(bytes, (int) position, from.remaining());
    }

    @Override
    public void sync() {}

    @Override
    public void close() {}
}
