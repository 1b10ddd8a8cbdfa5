// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A file in memory, whose power can be cut: after some writes, in the middle of one. */
public final class MemoryStorage implements Storage {
    private byte[] bytes;
    private int length;
    private int writesLeft = Integer.MAX_VALUE;
    private int bytesOfTheLast;
    /** How many writes there were. */
    public int writes;

    public MemoryStorage() {
        this(new byte[0]);
    }

    public MemoryStorage(byte[] bytes) {
        this.bytes = bytes.clone();
        length = bytes.length;
    }

    /** The write after so many fails and writes only some bytes, and so do those that follow. */
    public MemoryStorage cutAfter(int more, int torn) {
        writesLeft = more;
        bytesOfTheLast = torn;
        return this;
    }

    public synchronized byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Flips a bit, as a disk that fails would. */
    public synchronized void flip(int position, int bit) {
        bytes[position] ^= (byte) (1 << bit);
    }

    @Override
    public synchronized long size() {
        return length;
    }

    @Override
    public synchronized void read(ByteBuffer into, long position) throws IOException {
        if (position < 0 || position + into.remaining() > length) {
            throw new EOFException(into.remaining() + " bytes at " + position + " of " + length);
        }
        into.put(bytes, (int) position, into.remaining());
    }

    @Override
    public synchronized void write(ByteBuffer from, long position) throws IOException {
        writes++;
        int end = (int) position + from.remaining();
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
        }
        if (writesLeft-- <= 0) {
            int torn = Math.min(bytesOfTheLast, from.remaining());
            bytesOfTheLast = 0;
            from.get(bytes, (int) position, torn);
            throw new IOException("the power was cut");
        }
        length = Math.max(length, end);
        from.get(bytes, (int) position, from.remaining());
    }

    @Override
    public void sync() throws IOException {
        if (writesLeft < 0) {
            throw new IOException("the power was cut");
        }
    }

    @Override
    public void close() {}
}
