// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.examples;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Partition tables with sectors of 512 bytes, as far as the filter reads them. */
final class Tables {
    private static final int SECTOR = 512;
    private static final int LENGTH = 34 * SECTOR;

    private Tables() {}

    /** An MBR; each partition is its first sector and how many it has. */
    static ByteBuffer mbr(int[]... partitions) {
        ByteBuffer table = empty().putShort(510, (short) 0xaa55);
        for (int i = 0; i < partitions.length; i++) {
            int entry = 446 + 16 * i;
            table.put(entry + 4, (byte) 0x83)
                    .putInt(entry + 8, partitions[i][0])
                    .putInt(entry + 12, partitions[i][1]);
        }
        return table;
    }

    /** A GPT; each partition is its first sector and its last. */
    static ByteBuffer gpt(long[]... partitions) {
        ByteBuffer table = mbr(new int[] {1, -1}).put(446 + 4, (byte) 0xee);
        table.put(SECTOR, "EFI PART".getBytes(StandardCharsets.US_ASCII));
        table.putLong(SECTOR + 72, 2).putInt(SECTOR + 80, 128).putInt(SECTOR + 84, 128);
        for (int i = 0; i < partitions.length; i++) {
            int entry = 2 * SECTOR + 128 * i;
            table.putLong(entry, -1)
                    .putLong(entry + 8, -1)
                    .putLong(entry + 32, partitions[i][0])
                    .putLong(entry + 40, partitions[i][1]);
        }
        return table;
    }

    private static ByteBuffer empty() {
        return ByteBuffer.allocateDirect(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    }
}
