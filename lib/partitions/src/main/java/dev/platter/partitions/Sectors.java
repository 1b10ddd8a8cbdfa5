// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitions;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A disk in sectors of one size. */
record Sectors(DiskReader reader, long diskSize, int sectorSize) {
    private static final int MOST = 64 << 10;

    long count() {
        return diskSize / sectorSize;
    }

    /** Whether a range of sectors lies on the disk; negative numbers, unsigned ones of tables, do not. */
    boolean contain(long first, long sectors) {
        return first >= 0 && sectors >= 0 && first <= count() && sectors <= count() - first;
    }

    /** Reads one sector, which must be on the disk. The buffer is little-endian, as tables are. */
    ByteBuffer read(long sector) throws IOException {
        return read(sector, sectorSize);
    }

    /** Reads at most 64 KiB from the beginning of a sector on; all must be on the disk. */
    ByteBuffer read(long sector, int length) throws IOException {
        if (length > MOST || !contain(sector, Math.ceilDiv(length, sectorSize))) {
            throw new IllegalArgumentException(length + " bytes from sector " + sector + " of " + count());
        }
        int whole = Math.ceilDiv(length, sectorSize) * sectorSize;
        ByteBuffer bytes = ByteBuffer.allocateDirect(whole);
        reader.read(bytes, sector * sectorSize);
        return bytes.clear().limit(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * A partition of whole sectors, with a fault if they are not on the disk.
     *
     * @param first its first sector, unsigned
     * @param last its last sector, unsigned, not before the first
     */
    Partition partition(int number, long first, long last, String type, String name) {
        if (Long.compareUnsigned(last, count()) < 0) {
            return Partition.usable(number, first * sectorSize, (last - first + 1) * sectorSize, type, name);
        }
        return Partition.faulty(
                number,
                type,
                name,
                "sectors " + Long.toUnsignedString(first) + " to " + Long.toUnsignedString(last)
                        + " end beyond the disk, which has " + count());
    }
}
