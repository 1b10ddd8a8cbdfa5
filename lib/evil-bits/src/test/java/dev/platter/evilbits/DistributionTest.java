// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evilbits;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.generators.SplitMix64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The distribution of bits. The seeds are fixed, so a test that passes once always passes. */
class DistributionTest {
    private static final int CLASSES = 50;

    /** The value that chi-square with 49 degrees of freedom exceeds once in ten thousand times. */
    private static final double MOST = 92.0;

    private static double chiSquare(long[] counts, double expected) {
        double sum = 0;
        for (long count : counts) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }

    /** Bits for twenty seeds, across the borders of many blocks. */
    private static List<Long> bits(double probability, int seed) {
        return Walk.bits(
                StuckBits.ofDisk(new Seed(seed), Walk.density(probability)), 0, (long) (10_000 / probability / 8));
    }

    /**
     * Gaps are sorted into classes that are equally likely. That needs a continuous variable: a gap g of the geometric
     * distribution is spread evenly over the part of the unit interval that belongs to it, (1-p)^(g+1) to (1-p)^g.
     */
    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1e-8, 1e-6, 1e-4, 1e-3, 1e-2, 0.125, 0.5})
    void gapsAreGeometric(double probability) {
        long[] counts = new long[CLASSES];
        SplitMix64 spread = new SplitMix64(99);
        double logOfMiss = Math.log1p(-probability);
        long gaps = 0;
        for (int seed = 0; seed < Walk.SEEDS; seed++) {
            long before = -1;
            for (long bit : bits(probability, seed)) {
                double gap = bit - before - 1;
                double upper = Math.exp(gap * logOfMiss);
                double u = upper * (1 - probability * SplitMix64.fraction(spread.next()));
                counts[Math.min(CLASSES - 1, (int) (u * CLASSES))]++;
                gaps++;
                before = bit;
            }
        }
        double found = chiSquare(counts, (double) gaps / CLASSES);
        assertTrue(found < MOST, () -> "chi-square is " + found);
    }

    /** Within blocks, where an error at a border would show. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1e-8, 1e-6, 1e-4, 1e-3, 1e-2, 0.125, 0.5})
    void bitsAreSpreadEvenlyInBlocks(double probability) {
        long block = Walk.density(probability).bitsFor(100);
        long whole = Math.max(1, (long) (10_000 / probability) / block);
        long[] counts = new long[64];
        for (int seed = 0; seed < Walk.SEEDS; seed++) {
            StuckBits stuck = StuckBits.ofDisk(new Seed(100 + seed), Walk.density(probability));
            for (long bit : Walk.bits(stuck, 0, whole * block / 8)) {
                counts[(int) (bit % block / (block / 64))]++;
            }
        }
        double found = chiSquare(counts, Walk.SEEDS * (double) whole * block * probability / 64);
        assertTrue(found < 112.0, () -> "chi-square is " + found);
    }

    /** The first and the last bit of each block. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-2, 0.125, 0.5})
    void bitsAtBordersAreAsLikelyAsOthers(double probability) {
        long block = Walk.density(probability).bitsFor(100) / 8;
        int blocks = 40_000;
        long first = 0;
        long last = 0;
        StuckBits stuck = StuckBits.ofDisk(new Seed(5), Walk.density(probability));
        for (long number = 0; number < blocks; number++) {
            List<Long> around = Walk.bits(stuck, number * block + block - 1, 2);
            long border = (number + 1) * block * 8;
            last += around.contains(border - 1) ? 1 : 0;
            first += around.contains(border) ? 1 : 0;
        }
        double sigma = Math.sqrt(blocks * probability * (1 - probability));
        assertTrue(Math.abs(first - blocks * probability) < 4 * sigma, "first: " + first);
        assertTrue(Math.abs(last - blocks * probability) < 4 * sigma, "last: " + last);
    }

    /** Half of the stuck bits are stuck at 1, for each bit of a byte. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void stuckValuesAreFair(int bit) {
        StuckBits stuck = StuckBits.ofDisk(new Seed(3), Walk.density(0.5));
        int ones = 0;
        for (long offset = 0; offset < 10_000; offset++) {
            ones += stuck.values(offset) >> bit & 1;
        }
        assertTrue(Math.abs(ones - 5000) < 4 * 50, ones + " ones");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 1})
    void bitsAreStuckAsOftenAsAskedFor(double probability) {
        Intermittence intermittence = new Intermittence(new Seed(8), probability);
        int stuck = 0;
        for (int i = 0; i < 10_000; i++) {
            stuck += intermittence.stuck(i / 100, i % 100, 1 << i % 8) != 0 ? 1 : 0;
        }
        double sigma = Math.sqrt(10_000 * probability * (1 - probability));
        assertTrue(Math.abs(stuck - 10_000 * probability) <= 4 * sigma, stuck + " times");
    }
}
