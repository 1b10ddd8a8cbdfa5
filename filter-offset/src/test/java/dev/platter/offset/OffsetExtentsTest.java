// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.offset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The range is 100 to 150 of a disk of 1000. */
class OffsetExtentsTest {
    private static final String DIRTY = "x:dirty";

    private final DiskBehind behind = new DiskBehind(1000);

    @ParameterizedTest
    @ValueSource(strings = {"base:allocation", DIRTY})
    void extentsAreShiftedBack(String context) throws IOException {
        behind.reporting(100, 20, 1).reporting(120, 30, 2);

        assertEquals(List.of("0+20:1", "20+30:2"), extents(context, 0, 50));
        assertEquals(1, behind.requests.size());
        assertTrue(behind.requests.getFirst().endsWith(" 50 at 100"));
    }

    @Test
    void extentsAreClippedAtTheOffset() throws IOException {
        behind.reporting(0, 120, 3).reporting(120, 30, 0);

        assertEquals(List.of("0+20:3", "20+30:0"), extents(DIRTY, 0, 50));
    }

    @Test
    void extentsAreClippedAtTheEndOfTheRange() throws IOException {
        behind.reporting(100, 20, 0).reporting(120, 880, 3);

        assertEquals(List.of("0+20:0", "20+30:3"), extents(DIRTY, 0, 50));
    }

    @Test
    void anExtentOfTheWholeDiskIsClippedToTheRequest() throws IOException {
        behind.reporting(0, 1000, 3);

        assertEquals(List.of("10+5:3"), extents(DIRTY, 10, 5));
    }

    @Test
    void extentsAfterTheRequestAreNotAskedFor() throws IOException {
        behind.reporting(100, 50, 3).reporting(150, 850, 0);

        assertEquals(List.of("0+50:3"), extents(DIRTY, 0, 50));
    }

    @Test
    void aSinkThatWantsNoMoreGetsNoMore() throws IOException {
        behind.reporting(100, 1, 0).reporting(101, 1, 1).reporting(102, 48, 0);
        List<Long> seen = new ArrayList<>();

        disk().extents(0, 50, (offset, length, status) -> {
            seen.add(offset);
            return seen.size() < 2;
        });

        assertEquals(List.of(0L, 1L), seen);
    }

    private List<String> extents(String context, long offset, long length) throws IOException {
        List<String> extents = new ArrayList<>();
        Disk disk = disk();
        if (context.equals(DIRTY)) {
            disk.blockStatus(DIRTY, offset, length, (at, size, status) -> extents.add(at + "+" + size + ":" + status));
        } else {
            disk.extents(offset, length, (at, size, status) -> extents.add(at + "+" + size + ":" + status));
        }
        return extents;
    }

    private Disk disk() throws IOException {
        return Filtered.from(behind, "100", "50");
    }
}
