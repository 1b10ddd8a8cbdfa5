// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocksizepolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Support;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Extents that do not fit blocks of 512 bytes. */
class WholeBlocksTest {
    private static final long SIZE = 4096;

    private final List<String> asked = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    /**
     * Reports extents that end at the given offsets; the n-th has the status n. Reports a given number of them at a
     * time.
     */
    private final class Divided implements Disk {
        private final int most;
        private final long[] ends;

        Divided(int most, long... ends) {
            this.most = most;
            this.ends = ends;
        }

        @Override
        public long size() {
            return SIZE;
        }

        @Override
        public Features features() {
            return Features.readOnly().withExtents(Support.NATIVE);
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            into.position(into.limit());
        }

        @Override
        public void extents(long offset, long length, ExtentSink sink) {
            asked.add(length + " at " + offset);
            int left = most;
            long start = 0;
            for (int i = 0; i < ends.length && left > 0; i++) {
                if (ends[i] > offset && start < offset + length) {
                    left = sink.add(start, ends[i] - start, i) ? left - 1 : 0;
                }
                start = ends[i];
            }
        }

        @Override
        public List<String> metaContexts() {
            return List.of("x:own");
        }

        @Override
        public void blockStatus(String context, long offset, long length, ExtentSink sink) {
            extents(offset, length, sink);
        }
    }

    private AsyncDisk inBlocks(Disk behind) throws IOException {
        return Filtered.disk(behind, Filtered.config(ErrorPolicy.ERROR, "512", "", "", ""));
    }

    private boolean tell(long offset, long length, long status) {
        return told.add(length + " at " + offset + ": " + status);
    }

    private List<String> extents(Disk behind) throws IOException {
        inBlocks(behind).extents(0, SIZE, this::tell);
        return told;
    }

    @Test
    void extentsOfWholeBlocksPass() throws IOException {
        assertEquals(List.of("1024 at 0: 0", "3072 at 1024: 1"), extents(new Divided(9, 1024, SIZE)));
        assertEquals(List.of("4096 at 0"), asked);
    }

    @Test
    void aDividedBlockHasTheBitsThatItsPiecesShare() throws IOException {
        assertEquals(
                List.of("512 at 0: 0", "512 at 512: 0", "3072 at 1024: 3"),
                extents(new Divided(9, 600, 700, 800, SIZE)));
    }

    @Test
    void twoSmallHolesDoNotMakeAHole() throws IOException {
        assertEquals(List.of("512 at 0: 0", "3584 at 512: 2"), extents(new Divided(9, 100, 200, SIZE)));
    }

    @Test
    void anAnswerThatEndsWithinABlockEndsBeforeIt() throws IOException {
        assertEquals(List.of("512 at 0: 0"), extents(new Divided(1, 1000, SIZE)));
        assertEquals(List.of("4096 at 0"), asked);
    }

    @Test
    void theRestOfTheFirstBlockIsAskedFor() throws IOException {
        assertEquals(List.of("512 at 0: 0", "3584 at 512: 2"), extents(new Divided(1, 100, 300, SIZE)));
        assertEquals(List.of("4096 at 0", "412 at 100", "212 at 300"), asked);
    }

    @Test
    void aDividedBlockOfAnotherContextIsRefused() throws IOException {
        DiskException refused = assertThrows(
                DiskException.class,
                () -> inBlocks(new Divided(9, 100, SIZE)).blockStatus("x:own", 0, SIZE, this::tell));

        assertEquals(
                "the blocksize-policy filter cannot report x:own in blocks of 512: the disk behind has 0 and 1 within"
                        + " one of them",
                refused.getMessage());
    }

    @Test
    void wholeBlocksOfAnotherContextPass() throws IOException {
        inBlocks(new Divided(9, 600, SIZE)).blockStatus("x:own", 0, SIZE, this::tell);

        assertEquals(List.of("512 at 0: 0"), told);
    }

    @Test
    void aDiskThatReportsNoExtentsIsNamed() throws IOException {
        DiskException refused = assertThrows(DiskException.class, () -> extents(new Divided(0, SIZE)));

        assertEquals("the disk behind was asked for extents at 0, and has reported none", refused.getMessage());
    }
}
