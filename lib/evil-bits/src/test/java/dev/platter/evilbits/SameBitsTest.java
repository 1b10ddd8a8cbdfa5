// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evilbits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A disk has the same bits, however they are asked for. */
class SameBitsTest {
    private static final int SIZE = 200_000;

    @ParameterizedTest
    @CsvSource({"1e-4, 1", "1e-3, 1", "1e-2, 1", "0.125, 1", "1, 1", "1e-3, 50", "1e-2, 3000", "0.999, 65536"})
    void bitsAreTheSameInPieces(double probability, int burst) {
        Density density = new Density(probability, burst);
        List<Long> whole = Walk.bits(StuckBits.ofDisk(new Seed(11), density), 0, SIZE);
        StuckBits again = StuckBits.ofDisk(new Seed(11), density);
        Random random = new Random(6);
        List<Long> pieces = new ArrayList<>();
        int at = 0;
        while (at < SIZE) {
            int length = Math.min(SIZE - at, 1 + random.nextInt(random.nextBoolean() ? 7 : 9000));
            List<Long> piece = Walk.bits(again, at, length);
            assertEquals(!piece.isEmpty(), again.any(at, length));
            pieces.addAll(piece);
            at += length;
        }
        assertEquals(whole, pieces);
        assertTrue(whole.size() > 10, whole.size() + " bits");
    }

    /** The numbers as they were when this was written: maps that users have kept stay right. */
    @Test
    void bitsAreTheSameInAllVersions() {
        StuckBits stuck = StuckBits.ofDisk(new Seed(42), Walk.density(1e-6));
        List<String> found = new ArrayList<>();
        for (long bit : Walk.bits(stuck, 0, 1 << 20)) {
            found.add(bit / 8 + "." + bit % 8 + "=" + (stuck.values(bit / 8) >> bit % 8 & 1));
        }
        assertEquals(
                List.of("118674.4=1", "128918.3=1", "439857.4=0", "502985.5=1", "590095.4=0", "804822.7=0"), found);
    }

    @Test
    void theEndOfTheLargestDiskHasTheExpectedNumberOfBits() {
        for (double probability : new double[] {1e-12, 1e-3, 1}) {
            StuckBits stuck = StuckBits.ofDisk(new Seed(1), Walk.density(probability));
            long[] count = new long[1];
            stuck.visit(Long.MAX_VALUE - 1_000_000, 1_000_000, (index, touched) -> {
                assertTrue(index >= 0 && index < 1_000_000);
                count[0] += Integer.bitCount(touched);
                return true;
            });
            assertEquals(probability * 8e6, count[0], 4 * Math.sqrt(probability * 8e6 * (1 - probability)) + 1e-3);
        }
    }

    @Test
    void theVisitEndsWhenNoMoreIsWanted() {
        List<Long> seen = new ArrayList<>();
        StuckBits stuck = StuckBits.ofDisk(new Seed(1), Walk.density(0.5));
        stuck.visit(0, 1000, (index, touched) -> {
            seen.add(index);
            return seen.size() < 3;
        });
        assertEquals(3, seen.size());
    }

    @Test
    void otherSeedsAndWiresHaveOtherBits() {
        List<Long> bits = Walk.bits(StuckBits.ofDisk(new Seed(1), Walk.density(1e-3)), 0, 10_000);
        assertNotEquals(bits, Walk.bits(StuckBits.ofDisk(new Seed(2), Walk.density(1e-3)), 0, 10_000));
        assertNotEquals(bits, Walk.bits(StuckBits.ofWires(new Seed(1), Walk.density(1e-3)), 0, 10_000));
        assertFalse(bits.isEmpty());
    }
}
