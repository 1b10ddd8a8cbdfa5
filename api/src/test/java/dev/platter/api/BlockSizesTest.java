// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockSizesTest {
    private static final int MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        "1, 512, 512, 512",
        "65536, 65536, 65536, 65536",
        "1, 33554432, 33554432, 9223372036854775807",
        "512, 4096, 9223372036854775807, 9223372036854775807"
    })
    void sizesAtTheLimitsAreAllowed(int minimum, int preferred, long data, long effect) {
        assertEquals(data, new BlockSizes(minimum, preferred, data, effect).maximumData());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 4096 | 4096 | 4096 | the minimum block size must be a power of two from 1 to 65536, not 0",
                "3 | 4096 | 4096 | 4096 | the minimum block size must be a power of two from 1 to 65536, not 3",
                "131072 | 131072 | 131072 | 131072 | power of two from 1 to 65536, not 131072",
                "1 | 256 | 4096 | 4096 | the preferred block size must be a power of two from 512 to 33554432, not 256",
                "4096 | 512 | 4096 | 4096 | power of two from 4096 to 33554432, not 512",
                "1 | 67108864 | 67108864 | 67108864 | from 512 to 33554432, not 67108864",
                "512 | 4096 | 4100 | 5000 | must be at least 4096 and a multiple of 512, not 4100",
                "1 | 4096 | 512 | 4096 | must be at least 4096 and a multiple of 1, not 512",
                "1 | 4096 | 8192 | 4096 | must be at least that of a read, 8192, not 4096"
            })
    void sizesBeyondTheLimitsAreRefused(int minimum, int preferred, long data, long effect, String sentence) {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> new BlockSizes(minimum, preferred, data, effect))
                .getMessage();
        assertTrue(message.contains(sentence), message);
    }

    @ParameterizedTest
    @CsvSource({
        "512, 4096, 2, true",
        "1, 512, 2, true",
        "1024, 4096, 2, false",
        "512, 4096, 1, false",
        "512, 8192, 3, true"
    })
    void sizesCoverThoseThatAreStricter(int minimum, int preferred, int mebibytes, boolean covers) {
        BlockSizes promised = new BlockSizes(512, 4096, 2 * MEBIBYTE, 2 * MEBIBYTE);
        BlockSizes sizes = new BlockSizes(minimum, preferred, mebibytes * MEBIBYTE, mebibytes * MEBIBYTE);
        assertEquals(covers, sizes.covers(promised));
    }
}
