// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockExtentsTest {
    private static final long SIZE = 200_000;

    private static final Blocks BLOCKS = new Blocks(32768, SIZE);

    private final List<String> told = new ArrayList<>();
    private final BlockExtents extents = new BlockExtents(
            (offset, length, status) -> {
                told.add(offset + "+" + length + " " + status);
                return told.size() < 3;
            },
            BLOCKS);

    @Test
    void aBlockWithAnyDataIsDataAndOneOfWhichAnythingIsAllocatedIsAllocated() {
        extents.add(0, 4096, 3);
        extents.add(4096, 4096, 0);
        extents.add(8192, 28672, 3);
        extents.add(36864, 100, 2);
        extents.add(36964, 100_000, 3);
        assertEquals(List.of("0+32768 0", "32768+32768 2", "65536+65536 3"), told);
    }

    @Test
    void theLastWholeBlockDoesNotEndWithTheDisk() {
        extents.add(163_840, 20_000, 3);
        extents.add(183_840, SIZE - 183_840, 0);
        assertEquals(List.of("163840+32768 0", "196608+3392 0"), told);
    }

    @Test
    void theLastBlockEndsWithTheDisk() {
        extents.add(196608, SIZE - 196608, 0);
        assertEquals(List.of("196608+3392 0"), told);
        assertEquals(SIZE, BLOCKS.end(SIZE - 1));
        assertEquals(32768, BLOCKS.end(32768));
    }

    @Test
    void whatIsWantedIsPassedOn() {
        assertEquals(true, extents.add(0, 32768, 3));
        assertEquals(true, extents.add(32768, 32768, 0));
        assertEquals(false, extents.add(65536, 32768, 3));
    }
}
