// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partition;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Partition tables. That all kinds are read is tested where they are read. */
final class Tables {
    private Tables() {}

    /** An MBR of 512 bytes; each partition is its first sector and how many it has. */
    static ByteBuffer mbr(long[]... partitions) {
        ByteBuffer table = ByteBuffer.allocateDirect(512).order(ByteOrder.LITTLE_ENDIAN);
        table.putShort(510, (short) 0xaa55);
        for (int i = 0; i < partitions.length; i++) {
            int entry = 446 + 16 * i;
            table.put(entry + 4, (byte) 0x83)
                    .putInt(entry + 8, (int) partitions[i][0])
                    .putInt(entry + 12, (int) partitions[i][1]);
        }
        return table;
    }
}
