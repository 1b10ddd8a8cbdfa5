// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.bzip2;

/** The checksum of bzip2: CRC-32 with the polynomial of zlib, but with the highest bit of each byte first. */
final class Crc32Bzip2 {
    private static final int POLYNOMIAL = 0x04c11db7;
    private static final int[] TABLE = table();

    private int crc = -1;

    private static int[] table() {
        int[] table = new int[1 << Byte.SIZE];
        for (int i = 0; i < table.length; i++) {
            int value = i << 24;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                value = value < 0 ? value << 1 ^ POLYNOMIAL : value << 1;
            }
            table[i] = value;
        }
        return table;
    }

    void update(byte[] bytes, int length) {
        int value = crc;
        for (int i = 0; i < length; i++) {
            value = value << Byte.SIZE ^ TABLE[value >>> 24 ^ (bytes[i] & 0xff)];
        }
        crc = value;
    }

    int value() {
        return ~crc;
    }
}
