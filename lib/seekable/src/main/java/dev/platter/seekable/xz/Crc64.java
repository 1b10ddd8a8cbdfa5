// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The CRC-64 of xz, eight bytes at a time by tables: "slicing by 8" (Kounavis and Berry, 2005). XZ for Java has one too,
 * which it does not export.
 */
final class Crc64 {
    private static final long POLYNOMIAL = 0xc96c5795d7870f42L;
    private static final long[][] TABLES = tables();

    private Crc64() {}

    private static long[][] tables() {
        long[][] tables = new long[8][256];
        for (int i = 0; i < 256; i++) {
            long crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? crc >>> 1 ^ POLYNOMIAL : crc >>> 1;
            }
            tables[0][i] = crc;
        }
        for (int table = 1; table < 8; table++) {
            for (int i = 0; i < 256; i++) {
                long crc = tables[table - 1][i];
                tables[table][i] = tables[0][(int) crc & 0xff] ^ crc >>> 8;
            }
        }
        return tables;
    }

    /** The CRC of the remaining bytes of a buffer, which is left as it is. */
    static long of(ByteBuffer buffer) {
        ByteBuffer bytes = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long crc = -1;
        while (bytes.remaining() >= Long.BYTES) {
            crc ^= bytes.getLong();
            crc = TABLES[7][(int) crc & 0xff]
                    ^ TABLES[6][(int) (crc >>> 8) & 0xff]
                    ^ TABLES[5][(int) (crc >>> 16) & 0xff]
                    ^ TABLES[4][(int) (crc >>> 24) & 0xff]
                    ^ TABLES[3][(int) (crc >>> 32) & 0xff]
                    ^ TABLES[2][(int) (crc >>> 40) & 0xff]
                    ^ TABLES[1][(int) (crc >>> 48) & 0xff]
                    ^ TABLES[0][(int) (crc >>> 56) & 0xff];
        }
        while (bytes.hasRemaining()) {
            crc = TABLES[0][(int) (crc ^ bytes.get()) & 0xff] ^ crc >>> 8;
        }
        return ~crc;
    }
}
