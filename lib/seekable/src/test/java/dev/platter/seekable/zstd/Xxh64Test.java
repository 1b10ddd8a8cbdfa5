// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Xxh64Test {
    /** Those that other implementations have in their tests. */
    @ParameterizedTest
    @CsvSource({"'', ef46db3751d8e999", "a, d24ec4f1a98c6e5b", "abc, 44bc2cf5ad770999"})
    void theHashOfAKnownTextIsThePublishedOne(String text, String hash) {
        assertEquals(hash, Long.toHexString(Xxh64.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)))));
    }

    @Test
    void theHashIsThatOfTheLibraryAtEachLengthAndPosition() {
        byte[] bytes = new byte[200];
        new Random(1).nextBytes(bytes);
        try (ZstdCompressCtx context = new ZstdCompressCtx().setChecksum(true)) {
            for (int length = 0; length < 150; length++) {
                int from = length % 13;
                byte[] packed = context.compress(Arrays.copyOfRange(bytes, from, from + length));

                assertArrayEquals(
                        Arrays.copyOfRange(packed, packed.length - 4, packed.length),
                        new ContentCheck()
                                .of(ByteBuffer.wrap(bytes, from, length))
                                .array(),
                        length + " bytes");
            }
        }
    }
}
