// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.segments;

import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.NbdError;
import java.nio.ByteBuffer;

/** Zeroes that cannot be changed. */
public final class GapDisk extends StillDisk {
    private final long size;

    /**
     * Makes a disk of zeroes.
     *
     * @param size in bytes
     */
    public GapDisk(long size) {
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) {
        if (into.hasRemaining()) {
            holes.hole(0, into.remaining());
        }
        while (into.remaining() >= Long.BYTES) {
            into.putLong(0);
        }
        while (into.hasRemaining()) {
            into.put((byte) 0);
        }
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) throws DiskException {
        for (int i = from.position(); i < from.limit(); i++) {
            if (from.get(i) != 0) {
                throw new DiskException(
                        NbdError.EIO,
                        "write non-zeros to padding region, at " + (i - from.position() + offset) + " of " + size
                                + " bytes between partitions: nothing is kept there");
            }
        }
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags) {}

    @Override
    public void extents(long offset, long length, ExtentSink sink) {
        sink.add(offset, length, BlockStatus.HOLE | BlockStatus.ZERO);
    }
}
