// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class LinearCrcTest {
    private final Random random = new Random(7);

    private static long crc(byte[]... texts) {
        CRC32 crc = new CRC32();
        for (byte[] text : texts) {
            crc.update(text);
        }
        return crc.getValue();
    }

    private byte[] text(int length) {
        byte[] text = new byte[length];
        random.nextBytes(text);
        return text;
    }

    @Test
    void checksumOfTwoTextsIsCombinedFromTheirs() {
        for (int length : new int[] {0, 1, 2, 255, 256, 65_537}) {
            byte[] first = text(1000);
            byte[] second = text(length);

            assertEquals(crc(first, second), LinearCrc.CRC_32.combine(crc(first), crc(second), length));
        }
    }

    @Test
    void changeInTheMiddleIsShiftedByWhatFollows() {
        byte[] before = text(100);
        byte[] old = text(300);
        byte[] changed = text(300);
        byte[] after = text(70_001);

        long difference = LinearCrc.CRC_32.shift(crc(old) ^ crc(changed), after.length);

        assertEquals(crc(before, changed, after), crc(before, old, after) ^ difference);
    }

    @Test
    void checksumOfZeroesNeedsNoZeroes() {
        assertEquals(crc(new byte[100_000]), LinearCrc.CRC_32.ofZeroes(100_000));
        assertEquals(0, LinearCrc.CRC_32.ofZeroes(0));
    }

    /** The length is split, since nobody wants to read so many zeroes. */
    @Test
    void lengthsBeyondFourGibibytesAreRight() {
        long half = 5L << 30;
        long whole = LinearCrc.CRC_32.combine(LinearCrc.CRC_32.ofZeroes(half), LinearCrc.CRC_32.ofZeroes(half), half);

        assertEquals(whole, LinearCrc.CRC_32.ofZeroes(2 * half));
    }

    /** The check value of CRC-64/XZ is that of the catalogue of Greg Cook. */
    @Test
    void crc64IsThatOfXz() {
        long crc = 0;
        for (byte digit : "123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII)) {
            crc = LinearCrc.CRC_64.combine(crc, ofByte(digit), 1);
        }

        assertEquals(0x995dc9bbdf1939faL, crc);
    }

    /** The definition, bit by bit. */
    private static long ofByte(byte value) {
        long crc = ~0L ^ (value & 0xff);
        for (int bit = 0; bit < 8; bit++) {
            crc = (crc & 1) != 0 ? (crc >>> 1) ^ 0xc96c5795d7870f42L : crc >>> 1;
        }
        return ~crc;
    }
}
