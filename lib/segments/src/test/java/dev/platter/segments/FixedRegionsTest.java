// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.segments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.DiskException;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Regions that cannot be changed: a table of eight bytes, a gap, and another table. */
class FixedRegionsTest {
    private static final RequestFlags NO_FLAGS = RequestFlags.NONE;

    private final JoinedDisk disk = disk();

    private static JoinedDisk disk() {
        try {
            return new JoinedDisk.Builder()
                    .add(bytes(1, 2, 3, 4, 5, 6, 7, 0), "table")
                    .gapUntil(20)
                    .gapUntil(20)
                    .add(bytes(9, 9), "copy")
                    .build();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return bytes.flip();
    }

    @Test
    void aReadOfAllHasTablesAndZeroes() throws IOException {
        ByteBuffer all = ByteBuffer.allocateDirect(22);
        List<String> holes = new ArrayList<>();
        disk.read(all, 0, (index, length) -> holes.add(index + "+" + length));

        byte[] read = new byte[22];
        all.flip().get(read);
        byte[] expected = {1, 2, 3, 4, 5, 6, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 9};
        assertArrayEquals(expected, read);
        assertEquals(List.of("8+12"), holes);
        assertEquals(22, disk.size());
    }

    @Test
    void aReadWithinARegionBeginsWhereItWasAskedTo() throws IOException {
        ByteBuffer two = ByteBuffer.allocateDirect(2);
        disk.read(two, 4, HoleSink.NONE);
        assertEquals(bytes(5, 6), two.flip());
    }

    @Test
    void theSameBytesCanBeWritten() throws IOException {
        disk.write(bytes(6, 7, 0, 0, 0), 5, NO_FLAGS);
        disk.zero(7, 13, NO_FLAGS);
        disk.trim(0, 22, NO_FLAGS);
        disk.flush();
        aReadOfAllHasTablesAndZeroes();
    }

    @Test
    void otherBytesAreRefused() {
        DiskException table = assertThrows(DiskException.class, () -> disk.write(bytes(0, 9, 8), 19, NO_FLAGS));
        assertEquals(NbdError.EIO, table.error());
        assertTrue(table.getMessage().contains("attempt to change copy"), table.getMessage());
        DiskException gap = assertThrows(DiskException.class, () -> disk.write(bytes(0, 0, 1), 7, NO_FLAGS));
        assertTrue(gap.getMessage().contains("write non-zeros to padding region, at 1 of 12"), gap.getMessage());
        assertThrows(DiskException.class, () -> disk.zero(6, 2, NO_FLAGS));
    }

    @Test
    void gapsAreHoles() throws IOException {
        List<String> extents = new ArrayList<>();
        disk.extents(4, 18, (offset, length, status) -> extents.add(offset + "+" + length + " " + status));
        long hole = BlockStatus.HOLE | BlockStatus.ZERO;
        assertEquals(List.of("4+4 " + BlockStatus.DATA, "8+12 " + hole, "20+2 " + BlockStatus.DATA), extents);
    }

    @Test
    void nothingOfItWaits() {
        assertTrue(!disk.blocking() && disk.completesOnReturn());
    }
}
