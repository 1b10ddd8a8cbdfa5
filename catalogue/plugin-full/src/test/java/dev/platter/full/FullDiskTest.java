// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.full;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.NbdError;
import dev.platter.testkit.HeldLoan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FullDiskTest {
    private static final long SIZE = 1L << 50;

    private final Disk disk = new FullDisk(SIZE);

    @Test
    void everyChangeIsRefusedForWantOfSpace() {
        List<Executable> changes = List.of(
                () -> disk.write(ByteBuffer.allocateDirect(4), 0, RequestFlags.NONE),
                () -> disk.trim(0, SIZE, RequestFlags.NONE),
                () -> disk.zero(0, SIZE, RequestFlags.NONE),
                () -> disk.zero(0, SIZE, RequestFlags.of(CommandFlags.FAST_ZERO)));
        for (Executable change : changes) {
            assertEquals(
                    NbdError.ENOSPC, assertThrows(DiskException.class, change).error());
        }
    }

    @Test
    void diskReadsAsOneHole() throws IOException {
        List<String> told = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.allocateDirect(4).putInt(0, -1);
        disk.read(buffer, SIZE - 4, (index, length) -> told.add("hole " + index + "+" + length));
        assertEquals(0, buffer.getInt(0));
        disk.read(ByteBuffer.allocateDirect(0), 0, HoleSink.NONE);
        disk.extents(7, 9, (offset, length, status) -> told.add(offset + "+" + length + ":" + status));
        HeldLoan loan = new HeldLoan();
        assertTrue(disk.lend(7, 100_000, loan));

        assertEquals(List.of("hole 0+4", "0+" + SIZE + ":" + (BlockStatus.HOLE | BlockStatus.ZERO)), told);
        assertEquals("(100000)", loan.shape());
    }
}
