// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.linuxdisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Sizes as nbdkit computes them. */
class FileSystemSizeTest {
    private static final long MIB = 1 << 20;

    @Test
    void aFifthIsAddedToTheFiles() {
        assertEquals(12 * MIB, FileSystemSize.LEAST.with(10 * MIB, FileSystemType.EXT2));
        assertEquals(44 * MIB, FileSystemSize.LEAST.with(10 * MIB, FileSystemType.EXT4));
        assertEquals(MIB, FileSystemSize.LEAST.with(94208, FileSystemType.EXT2));
    }

    @Test
    void freeSpaceIsAddedToThat() {
        assertEquals(13 * MIB, FileSystemSize.parse("+1M").with(10 * MIB, FileSystemType.EXT2));
    }

    @Test
    void aSizeIsThatOfTheWholeInSectors() {
        assertEquals(4_000_256, FileSystemSize.parse("4000001").with(10 * MIB, FileSystemType.EXT4));
        assertEquals(12 * MIB, FileSystemSize.parse("0").with(10 * MIB, FileSystemType.EXT2));
    }

    @Test
    void otherTextsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> FileSystemSize.parse("banana"));
        assertThrows(IllegalArgumentException.class, () -> FileSystemSize.parse("-1"));
    }
}
