// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.qcow2dec;

import java.nio.ByteBuffer;
import java.util.Random;

/** An image of version 3 with clusters of 64 KiB, of which every third is not there. */
final class Images {
    static final int SIZE = 1_000_448;

    private static final int BITS = 16;
    private static final int CLUSTER = 1 << BITS;

    private Images() {}

    /** The disk that it has. */
    static byte[] disk() {
        byte[] disk = new byte[SIZE];
        new Random(1).nextBytes(disk);
        for (int at = 0; at < SIZE; at += 3 * CLUSTER) {
            java.util.Arrays.fill(disk, at, Math.min(SIZE, at + CLUSTER), (byte) 0);
        }
        return disk;
    }

    static byte[] image(byte[] disk) {
        int clusters = Math.ceilDiv(SIZE, CLUSTER);
        ByteBuffer image = ByteBuffer.allocate((3 + clusters) * CLUSTER);
        image.putInt(0, 0x514649fb).putInt(4, 3).putInt(20, BITS).putLong(24, SIZE);
        image.putInt(36, 1).putLong(40, CLUSTER).putInt(96, 4).putInt(100, 104);
        image.putLong(CLUSTER, 2L * CLUSTER);
        for (int i = 0; i < clusters; i++) {
            if (i % 3 != 0) {
                int at = (3 + i) * CLUSTER;
                image.putLong(2 * CLUSTER + i * Long.BYTES, at);
                image.put(at, disk, i * CLUSTER, Math.min(CLUSTER, SIZE - i * CLUSTER));
            }
        }
        return image.array();
    }
}
