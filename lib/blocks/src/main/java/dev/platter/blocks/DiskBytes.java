// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocks;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a disk in arrays, for those who look at a header or a table. Reads wait, so this is for opening a disk, and not for requests. */
public final class DiskBytes {
    private final Disk disk;
    private final long size;

    /**
     * Reads from a disk.
     *
     * @param disk takes requests for any bytes, as {@link AlignedDisk#of} makes one do
     * @throws IOException if its size cannot be found out
     */
    public DiskBytes(Disk disk) throws IOException {
        this.disk = disk;
        size = disk.size();
    }

    /**
     * The size of the disk.
     *
     * @return in bytes
     */
    public long size() {
        return size;
    }

    /**
     * Reads some bytes.
     *
     * @param offset of the first one
     * @param length how many, from 0 on; all of them lie on the disk
     * @return a new array
     * @throws IOException if any byte cannot be read
     */
    public byte[] read(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        if (length > 0) {
            ByteBuffer direct = ByteBuffer.allocateDirect(length);
            disk.read(direct, offset, HoleSink.NONE);
            direct.get(0, bytes);
        }
        return bytes;
    }
}
