// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A compressed file that is a disk behind a filter. A disk takes only direct buffers that are big-endian, and reads in
 * its own block size; the rest is made to fit here.
 */
public final class DiskStorage implements Storage {
    private static final int LONGEST = 1 << 20;

    private final Disk disk;
    private final long size;
    private final int block;

    /**
     * Uses an open disk.
     *
     * @param disk is not closed with the storage, since the filter's own disk closes it
     * @throws IOException if its size or block size cannot be found out
     */
    public DiskStorage(Disk disk) throws IOException {
        this.disk = disk;
        size = disk.size();
        block = disk.features().blockSizes().minimum();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(ByteBuffer into, long position) throws IOException {
        if (position < 0 || into.remaining() > size - position) {
            throw new EOFException("the compressed file ends at " + size + ", while " + into.remaining() + " bytes at "
                    + position + " were to be read");
        }
        if (into.isDirect() && position % block == 0 && into.remaining() % block == 0 && into.remaining() <= LONGEST) {
            disk.read(into, position, HoleSink.NONE);
            return;
        }
        ByteBuffer aligned = ByteBuffer.allocateDirect((int) Math.min(LONGEST, into.remaining() + 2L * block));
        long at = position - position % block;
        int skip = (int) (position - at);
        while (into.hasRemaining()) {
            long wanted = (skip + (long) into.remaining() + block - 1) / block * block;
            aligned.clear().limit((int) Math.min(aligned.capacity() / block * (long) block, wanted));
            disk.read(aligned, at, HoleSink.NONE);
            aligned.flip();
            at += aligned.limit();
            aligned.position(skip);
            skip = 0;
            aligned.limit(Math.min(aligned.limit(), aligned.position() + into.remaining()));
            into.put(aligned);
        }
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
        while (from.hasRemaining()) {
            long at = position - position % block;
            int skip = (int) (position - at);
            int length = Math.min(from.remaining(), LONGEST - skip);
            int whole = (skip + length + block - 1) / block * block;
            ByteBuffer aligned = ByteBuffer.allocateDirect(whole);
            if (whole != length) {
                disk.read(aligned, at, HoleSink.NONE);
            }
            aligned.position(skip).limit(skip + length);
            aligned.put(from.slice(from.position(), length)).clear();
            disk.write(aligned, at, RequestFlags.NONE);
            from.position(from.position() + length);
            position += length;
        }
    }

    @Override
    public void sync() throws IOException {
        disk.flush();
    }

    @Override
    public void close() {}
}
