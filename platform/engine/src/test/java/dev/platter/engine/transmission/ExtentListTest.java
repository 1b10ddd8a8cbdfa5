// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The extents that a disk reports are checked, clipped and merged for the reply. */
class ExtentListTest {
    private final ExtentList list = new ExtentList();

    private void assertExtents(long... lengthsAndStatuses) {
        assertEquals(lengthsAndStatuses.length / 2, list.count());
        for (int i = 0; i < list.count(); i++) {
            assertEquals(lengthsAndStatuses[2 * i], list.length(i));
            assertEquals(lengthsAndStatuses[2 * i + 1], list.status(i));
        }
    }

    @Test
    void extentsBeginAtTheRangeAndMayEndBehindIt() {
        list.begin(100, 50, false);
        assertTrue(list.add(0, 110, 1));
        assertFalse(list.add(110, 1000, 2));
        assertFalse(list.add(1110, 10, 1));
        assertExtents(10, 1, 1000, 2);
    }

    @Test
    void theOneExtentOfReqOneEndsWithTheRange() {
        list.begin(100, 50, true);
        assertFalse(list.add(0, 1000, 1));
        assertExtents(50, 1);
    }

    @Test
    void whatReachesBeyondTheRangeFitsInto32Bits() {
        list.begin(100, 50, false);
        list.add(0, 1L << 40, 1);
        assertExtents(0xffff_0000L, 1);
        list.begin(100, 0xffff_ffffL, false);
        list.add(0, 1L << 40, 1);
        assertExtents(0xffff_ffffL, 1);
        list.begin(100, 1L << 36, false);
        list.add(0, 1L << 40, 1);
        assertExtents(1L << 36, 1);
    }

    @Test
    void nothingReachesBeyondTheExport() {
        list.begin(100, 50, false);
        list.add(0, 110, 1);
        list.add(110, 1000, 2);
        list.endAt(1000);
        assertExtents(10, 1, 890, 2);
        list.endAt(1000);
        assertExtents(10, 1, 890, 2);
    }

    @Test
    void anExtentBeforeTheRangeIsPassedOver() {
        list.begin(100, 50, false);
        assertTrue(list.add(0, 100, 1));
        assertExtents();
    }

    @Test
    void neighboursOfTheSameStatusAreMerged() {
        list.begin(0, 30, false);
        list.add(0, 10, 3);
        list.add(10, 10, 3);
        list.add(20, 10, 0);
        assertExtents(20, 3, 10, 0);
    }

    @Test
    void oneExtentIsAllThatReqOneGets() {
        list.begin(0, 30, true);
        assertTrue(list.add(0, 10, 1));
        assertTrue(list.add(10, 5, 1));
        assertFalse(list.add(15, 5, 2));
        assertFalse(list.add(20, 5, 1));
        assertExtents(15, 1);
    }

    @Test
    void noMoreThan4096AreKept() {
        list.begin(0, 10_000, false);
        int taken = 0;
        while (list.add(taken, 1, taken % 2)) {
            taken++;
        }
        assertEquals(4096, taken);
        assertEquals(4096, list.count());
    }

    @Test
    void aGapIsRefused() {
        list.begin(0, 30, false);
        list.add(0, 10, 0);
        assertThrows(IllegalArgumentException.class, () -> list.add(11, 10, 0));
    }

    @Test
    void anExtentWithoutLengthIsRefused() {
        list.begin(0, 30, false);
        assertThrows(IllegalArgumentException.class, () -> list.add(0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> list.add(1, Long.MAX_VALUE, 0));
    }

    @Test
    void nothingRemainsOfTheRequestBefore() {
        list.begin(0, 10, true);
        list.add(0, 10, 1);
        list.begin(5, 10, false);
        assertTrue(list.add(5, 5, 2));
        assertExtents(5, 2);
    }
}
