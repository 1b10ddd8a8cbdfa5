// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocksizepolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.parameters.ParameterException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes that are invalid, alone or together. */
class ConfigTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            nullValues = "-",
            value = {
                "3    | ''  | ''   | ''   | blocksize-minimum          | a power of two from 1 to 64K, not 3",
                "128K | ''  | ''   | ''   | blocksize-minimum          | not 131072",
                "''   | 256 | ''   | ''   | blocksize-preferred        | a power of two from 512 to 32M, not 256",
                "''   | 64M | ''   | ''   | blocksize-preferred        | not 67108864",
                "''   | 5K  | ''   | ''   | blocksize-preferred        | not 5120",
                "64K  | 4K  | ''   | ''   | blocksize-preferred        | at least blocksize-minimum, 65536, not 4096",
                "512  | ''  | 1000 | ''   | blocksize-maximum          | a multiple of blocksize-minimum, 512, not"
                        + " 1000",
                "''   | 4K  | 1000 | ''   | blocksize-maximum          | at least blocksize-preferred, 4096, not 1000",
                "''   | ''  | 4G   | ''   | blocksize-maximum          | at most 4294967295, not 4294967296",
                "4K   | ''  | ''   | 4K   | blocksize-write-disconnect | larger than blocksize-minimum, 4096, not 4096",
            })
    void anInvalidSizeIsRefused(
            String minimum, String preferred, String maximum, String disconnect, String key, String sentence) {
        ParameterException refused = assertThrows(
                ParameterException.class,
                () -> Filtered.config(ErrorPolicy.ALLOW, minimum, preferred, maximum, disconnect));
        assertEquals(key, refused.key());
        assertTrue(refused.getMessage().contains(sentence), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            emptyValue = "",
            value = {
                "'', '', '', ''",
                "0, 0, 0, 0",
                "64K, 64K, 64K, 65537",
                "1, 512, 4294967295, ''",
                "4K, 32M, 32M, 32M",
                "'', 4K, 5000, 1"
            })
    void sizesThatFitAreAllowed(String minimum, String preferred, String maximum, String disconnect) {
        Filtered.config(ErrorPolicy.ALLOW, minimum, preferred, maximum, disconnect);
    }
}
