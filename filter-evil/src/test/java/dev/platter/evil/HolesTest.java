// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.evil.Fill.Tells;
import dev.platter.testkit.TestCompletion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holes read as zeroes, as block status promises. */
class HolesTest {
    private static final int SIZE = 16 * Fill.PIECE;

    /** Inline and on workers. */
    @ParameterizedTest
    @CsvSource({
        "IN_READS, 0, 1e-3",
        "IN_READS, 1, 1e-3",
        "IN_EXTENTS, 0, 1e-3",
        "IN_EXTENTS, 1, 1e-3",
        "IN_READS, 0, 0.1",
        "IN_EXTENTS, 0, 0.1",
        "IN_EXTENTS, 1, 0.1"
    })
    void holesStayZeroes(Tells tells, int value, String probability) throws IOException {
        Fill behind = new Fill(SIZE, value, tells);
        for (String mode : new String[] {"cosmic-rays", "stuck-bits", "stuck-wires"}) {
            Disk disk = Given.disk(behind, "evil=" + mode + " evil-seed=1 evil-probability=" + probability);
            byte[] read = Given.read(disk, 1000, SIZE - 2000);
            long corrupted = 0;
            for (int i = 0; i < read.length; i++) {
                if (behind.hole(1000 + i)) {
                    assertEquals(0, read[i], mode + " at " + i);
                } else {
                    corrupted += read[i] == value ? 0 : 1;
                }
            }
            assertTrue(corrupted > 50, mode + ": " + corrupted);
        }
    }

    /** A read that has to ask for block status half-way continues where it was, and flips no bit twice. */
    @ParameterizedTest
    @CsvSource({"cosmic-rays, 0", "cosmic-rays, 0x11", "stuck-bits, 0", "stuck-bits, 0x11", "stuck-wires, 0x11"})
    void holesReportedByReadsAndByExtentsGiveTheSameRead(String mode, String value) throws IOException {
        for (String more : new String[] {"", " evil-burst=5", " evil-count=40", " evil-range=3000-40000"}) {
            String evil = "evil=" + mode + " evil-seed=3 evil-probability=1e-3" + more;
            byte[][] read = new byte[2][];
            for (int i = 0; i < 2; i++) {
                Tells tells = i == 0 ? Tells.IN_READS : Tells.IN_EXTENTS;
                read[i] = Given.read(Given.disk(new Fill(SIZE, Integer.decode(value), tells), evil), 0, SIZE);
            }
            assertArrayEquals(read[0], read[1], evil);
        }
    }

    /** As behind the filter noextents, whose extents are the server's emulation. */
    @Test
    void holesThatTheDiskDoesNotReportAreCorrupted() throws IOException {
        Disk disk = Given.disk(new Fill(SIZE, 0, Tells.NOTHING), "evil-seed=1 evil-probability=1e-3");
        byte[] read = Given.read(disk, Fill.PIECE, Fill.PIECE);
        assertTrue(Given.difference(new byte[Fill.PIECE], read) > 0);
    }

    @Test
    void holesAreReportedToTheClient() throws IOException {
        Disk disk = Given.disk(new Fill(SIZE, 7, Tells.IN_READS), "evil-seed=1 evil-probability=1e-3");
        List<String> told = new ArrayList<>();
        HoleSink sink = (index, length) -> told.add(index + "+" + length);
        disk.read(ByteBuffer.allocate(3 * Fill.PIECE), Fill.PIECE, sink);
        assertEquals(List.of("0+4096", "8192+4096"), told);
    }

    /** A disk that cannot report its holes has failed, and so has a read that depends on them. */
    @Test
    void aReadFailsIfItsHolesCannotBeFoundOut() throws IOException {
        Disk disk = Given.disk(new BrokenExtents(), "evil-seed=1 evil-probability=1e-3");
        TestCompletion end = new TestCompletion();
        ((EvilDisk) disk).read(ByteBuffer.allocate(SIZE), 0, HoleSink.NONE, end);
        assertEquals("no idea", end.outcome());
    }

    private static final class BrokenExtents extends dev.platter.api.ForwardingDisk {
        BrokenExtents() {
            super(new Fill(SIZE, 0, Tells.IN_EXTENTS));
        }

        @Override
        public void extents(long offset, long length, dev.platter.api.ExtentSink sink) throws IOException {
            throw new IOException("no idea");
        }
    }
}
