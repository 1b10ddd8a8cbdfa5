// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.seekable.LinearCrc;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Crc64Test {
    @Test
    void theCheckValueOfTheSpecificationComesOut() {
        assertEquals(0x995dc9bbdf1939faL, Crc64.of(ByteBuffer.wrap("123456789".getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void anyLengthIsTheSameAsByteByByte() {
        byte[] bytes = new byte[100];
        new Random(1).nextBytes(bytes);
        for (int length = 0; length < bytes.length; length++) {
            long whole = 0;
            for (int i = 0; i < length; i++) {
                whole = LinearCrc.CRC_64.combine(whole, Crc64.of(ByteBuffer.wrap(bytes, i, 1)), 1);
            }
            assertEquals(whole, Crc64.of(ByteBuffer.wrap(bytes, 0, length)), length + " bytes");
        }
    }
}
