// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.offset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.CommandFlags;
import dev.platter.testkit.HeldLoan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OffsetRequestTest {
    private static final RequestFlags FUA = RequestFlags.of(CommandFlags.FUA);

    private final DiskBehind behind = new DiskBehind(1000);
    private Disk disk;

    @BeforeEach
    void open() throws IOException {
        disk = Filtered.from(behind, "100", "50");
    }

    @Test
    void byteZeroIsTheByteAtTheOffset() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(3);

        disk.read(buffer, 0, HoleSink.NONE);

        assertArrayEquals(new byte[] {100, 101, 102}, buffer.array());
    }

    @Test
    void holesInAReadAreNotShifted() throws IOException {
        List<String> holes = new ArrayList<>();

        disk.read(ByteBuffer.allocate(5), 7, (index, length) -> holes.add(index + "+" + length));

        assertEquals(List.of("1+2"), holes);
    }

    @Test
    void longReadsAndWritesReachTheMemoryOfTheDiskBehind() throws IOException {
        disk.lend(1, 4, new HeldLoan());
        disk.land(2, 5, FUA);

        assertEquals(List.of("lend 4 at 101", "land 5 at 102 [fua]"), behind.requests);
    }

    @Test
    void everyRequestIsShiftedAndKeepsItsFlags() throws IOException {
        disk.write(ByteBuffer.allocate(4), 1, FUA);
        disk.trim(2, 5, FUA);
        disk.zero(3, 6, FUA);
        disk.cache(4, 7);
        disk.flush();

        assertEquals(
                List.of(
                        "write 4 at 101 [fua]",
                        "trim 5 at 102 [fua]",
                        "zero 6 at 103 [fua]",
                        "cache 7 at 104",
                        "flush"),
                behind.requests);
    }

    @Test
    void featuresOfTheDiskBehindAreKept() throws IOException {
        assertTrue(disk.features().rotational());
        assertFalse(disk.blocking());
        assertEquals(List.of("x:dirty"), disk.metaContexts());
    }

    @Test
    void closeClosesTheDiskBehind() throws IOException {
        disk.close();

        assertEquals(List.of("close"), behind.requests);
    }
}
