// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SectorCipherTest {
    /** Vectors 1 and 2 of IEEE 1619-2007, annex B, whose sectors have 32 bytes. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000000000000000000000000000000000000000000000000000, 0,"
                + "0000000000000000000000000000000000000000000000000000000000000000,"
                + "917cf69ebd68b2ec9b9fe9a3eadda692cd43d2f59598ed858c02c2652fbf922e",
        "1111111111111111111111111111111122222222222222222222222222222222, 219902325555,"
                + "4444444444444444444444444444444444444444444444444444444444444444,"
                + "c454185e6a16936e39334038acef838bfb186fff7480adc4289382ecd6d394f0",
    })
    void xtsIsThatOfTheStandard(String key, long number, String plain, String encrypted) throws IOException {
        HexFormat hex = HexFormat.of();
        SectorCipher cipher = new SectorCipher(CipherSpec.of("aes-xts-plain64"), hex.parseHex(key), 32);
        byte[] data = hex.parseHex(plain);
        cipher.transform(true, data, data.length, number);
        assertEquals(encrypted, hex.formatHex(data));
        cipher.transform(false, data, data.length, number);
        assertEquals(plain, hex.formatHex(data));
    }

    @ParameterizedTest
    @CsvSource({
        "aes-xts-plain64, 64, 512",
        "aes-xts-plain64, 32, 4096",
        "aes-xts-plain, 64, 1024",
        "aes-xts-plain64be, 64, 512",
        "aes-cbc-essiv:sha256, 32, 512",
        "aes-cbc-plain64, 16, 4096",
    })
    void severalSectorsAreEncryptedAsEachByItself(String name, int keyLength, int sector) throws IOException {
        byte[] key = new byte[keyLength];
        byte[] plain = new byte[3 * sector];
        Random random = new Random(1);
        random.nextBytes(key);
        random.nextBytes(plain);
        SectorCipher cipher = new SectorCipher(CipherSpec.of(name), key, sector);
        byte[] all = plain.clone();
        cipher.transform(true, all, all.length, 1_000_000);
        assertFalse(Arrays.equals(plain, all));

        int per = sector / 512;
        for (int i = 0; i < 3; i++) {
            byte[] one = Arrays.copyOfRange(plain, i * sector, (i + 1) * sector);
            cipher.transform(true, one, sector, 1_000_000 + (long) i * per);
            assertArrayEquals(Arrays.copyOfRange(all, i * sector, (i + 1) * sector), one);
        }
        cipher.transform(false, all, all.length, 1_000_000);
        assertArrayEquals(plain, all);
    }

    @Test
    void plainNumbersHave32Bits() throws IOException {
        SectorCipher plain = new SectorCipher(CipherSpec.of("aes-xts-plain"), new byte[64], 512);
        byte[] low = new byte[512];
        byte[] high = new byte[512];
        plain.transform(true, low, 512, 5);
        plain.transform(true, high, 512, (1L << 32) + 5);
        assertArrayEquals(low, high);
    }
}
