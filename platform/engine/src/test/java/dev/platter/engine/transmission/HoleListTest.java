// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** The holes that a disk reports for a read are checked and merged. */
class HoleListTest {
    private final HoleList holes = new HoleList();

    private void assertHoles(int... startsAndEnds) {
        assertEquals(startsAndEnds.length / 2, holes.count());
        for (int i = 0; i < holes.count(); i++) {
            assertEquals(startsAndEnds[2 * i], holes.start(i));
            assertEquals(startsAndEnds[2 * i + 1], holes.end(i));
        }
    }

    @Test
    void adjacentHolesAreMerged() {
        holes.begin(4096);
        holes.hole(0, 1024);
        holes.hole(1024, 1024);
        holes.hole(3072, 1024);
        assertHoles(0, 2048, 3072, 4096);
    }

    @Test
    void aShortHoleBeforeAnotherIsForgotten() {
        holes.begin(4096);
        holes.hole(0, 511);
        holes.hole(1024, 512);
        assertHoles(1024, 1536);
    }

    @Test
    void moreHolesThanThereWasRoomForAreKept() {
        holes.begin(100_000);
        for (int i = 0; i < 20; i++) {
            holes.hole(i * 2000, 1000);
        }
        assertEquals(20, holes.count());
        assertEquals(38_000, holes.start(19));
        assertEquals(39_000, holes.end(19));
    }

    @Test
    void aHoleOutsideOfTheReadIsRefused() {
        holes.begin(4096);
        assertThrows(IllegalArgumentException.class, () -> holes.hole(4000, 97));
        assertThrows(IllegalArgumentException.class, () -> holes.hole(0, 0));
        assertThrows(IllegalArgumentException.class, () -> holes.hole(-1, 5));
    }

    @Test
    void aHoleBehindALaterOneIsRefused() {
        holes.begin(4096);
        holes.hole(1024, 1024);
        assertThrows(IllegalArgumentException.class, () -> holes.hole(0, 1024));
    }

    @Test
    void nothingRemainsOfTheReadBefore() {
        holes.begin(4096);
        holes.hole(0, 4096);
        holes.begin(100);
        assertHoles();
    }
}
