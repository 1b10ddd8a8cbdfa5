// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts.lines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.BlockSizes;
import dev.platter.api.DiskException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockSizeLineTest {
    private static final String SCRIPT = "script";

    @Test
    void wordsAreSizes() throws DiskException {
        assertEquals(new BlockSizes(1, 4096, 65536, Long.MAX_VALUE), BlockSizeLine.parse(SCRIPT, "1 4k\t64k"));
    }

    @Test
    void zeroesSayNothingAndTheLargestNumberIsNoLimit() throws DiskException {
        assertEquals(BlockSizes.ANY, BlockSizeLine.parse(SCRIPT, "0 0 0"));
        assertEquals(
                new BlockSizes(512, 4096, Long.MAX_VALUE, Long.MAX_VALUE),
                BlockSizeLine.parse(SCRIPT, "512 4k 4294967295"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 512", "1 256 64k", "0 4k 64k", "4G 4G 4G", "banana 4k 64k"})
    void otherWordsAreRefusedByNameOfTheScript(String text) {
        DiskException refused = assertThrows(DiskException.class, () -> BlockSizeLine.parse(SCRIPT, text));

        assertTrue(refused.getMessage().startsWith("script: block_size"), refused.getMessage());
    }
}
