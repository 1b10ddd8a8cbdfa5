// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.segments;

import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.NbdError;
import java.nio.ByteBuffer;

/** Bytes that cannot be changed, as in nbdkit: a client may write those that are there already. */
public final class FixedDisk extends StillDisk {
    private final ByteBuffer bytes;
    private final String what;

    /**
     * Makes a disk of some bytes.
     *
     * @param bytes from its position to its limit; they must not be changed any more
     * @param what they are, for messages: {@code the partition table}
     */
    public FixedDisk(ByteBuffer bytes, String what) {
        this.bytes = bytes.slice().asReadOnlyBuffer();
        this.what = what;
    }

    @Override
    public long size() {
        return bytes.limit();
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) {
        into.put(bytes.slice((int) offset, into.remaining()));
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) throws DiskException {
        if (!bytes.slice((int) offset, from.remaining()).equals(from)) {
            throw changed();
        }
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags) throws DiskException {
        for (long at = offset; at < offset + length; at++) {
            if (bytes.get((int) at) != 0) {
                throw changed();
            }
        }
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink) {
        sink.add(offset, length, BlockStatus.DATA);
    }

    private DiskException changed() {
        return new DiskException(
                NbdError.EIO,
                "attempt to change " + what + ", which is made anew at each start: only the same bytes can be written");
    }
}
