// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evilbits;

import static dev.platter.evilbits.Walk.SEEDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The number of corrupted bits, summed over twenty seeds, is within 4 sigma of the expected number. */
class CountTest {
    private static final double SIGMAS = 4;
    private static final int BITS_WANTED = 8_000;
    private static final long TEBIBYTE = 1L << 40;

    /** The size of a disk, up to a tebibyte, that has about as many bits as are wanted; below 1e-8 it is larger. */
    private static long disk(double probability) {
        long bytes = (long) (BITS_WANTED / probability / 8);
        return probability < 1e-8 ? bytes : Math.min(TEBIBYTE, bytes);
    }

    private static void assertExpected(long count, double bits, double probability, int burst) {
        double sigma = Math.sqrt(bits * probability * (1 - probability) * burst);
        double off = (count - bits * probability) / Math.max(sigma, 1e-9);
        assertTrue(Math.abs(off) <= SIGMAS, () -> count + " of " + bits + " bits: " + off + " sigma");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1e-8, 1e-6, 1e-4, 1e-3, 1e-2, 0.125, 0.5, 0.9, 1})
    void aDiskHasTheExpectedNumberOfBits(double probability) {
        long bytes = disk(probability);
        long count = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            count += Walk.count(StuckBits.ofDisk(new Seed(seed), Walk.density(probability)), 0, bytes);
        }
        assertExpected(count, SEEDS * bytes * 8.0, probability, 1);
    }

    /** Half of the stuck bits show on a disk of zeroes, the others on a disk of ones. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-8, 1e-6, 1e-4, 1e-3, 1e-2, 0.125, 0.5, 1})
    void halfOfTheBitsShowOnZeroesAndHalfOnOnes(double probability) {
        long bytes = disk(probability);
        long[] wrong = new long[2];
        for (int seed = 0; seed < SEEDS; seed++) {
            StuckBits stuck = StuckBits.ofDisk(new Seed(seed), Walk.density(probability));
            stuck.visit(0, bytes, (index, touched) -> {
                wrong[0] += Integer.bitCount(touched & stuck.values(index));
                wrong[1] += Integer.bitCount(touched & ~stuck.values(index));
                return true;
            });
        }
        assertExpected(wrong[0], SEEDS * bytes * 8.0, probability / 2, 1);
        assertExpected(wrong[1], SEEDS * bytes * 8.0, probability / 2, 1);
    }

    /** Samples of 4 KiB out of a tebibyte, each in blocks that were not drawn before. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 1e-3, 1e-2, 0.125, 0.5, 1})
    void samplesOfALargeDiskHaveTheExpectedNumber(double probability) {
        int length = 1 << 12;
        int samples = 50;
        long count = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            StuckBits stuck = StuckBits.ofDisk(new Seed(seed), Walk.density(probability));
            for (long sample = 0; sample < samples; sample++) {
                count += Walk.count(stuck, sample * (TEBIBYTE / samples), length);
            }
        }
        assertExpected(count, SEEDS * samples * length * 8.0, probability, 1);
    }

    /** One read for each seed. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-8, 1e-6, 1e-4, 1e-3, 1e-2, 0.125, 0.5, 1})
    void wiresHaveTheExpectedNumber(double probability) {
        int packet = probability < 1e-3 ? 32 << 20 : 1 << 15;
        long count = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            count += Walk.count(StuckBits.ofWires(new Seed(seed), Walk.density(probability)), 0, packet);
        }
        assertExpected(count, SEEDS * packet * 8.0, probability, 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-8, 1e-6, 1e-4, 1e-3, 1e-2, 0.125, 0.5, 1})
    void raysHaveTheExpectedNumber(double probability) {
        long bytes = disk(probability) / 100;
        long count = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            CosmicRays rays = new CosmicRays(new Seed(seed), Walk.density(probability));
            for (int read = 0; read < 100; read++) {
                count += Walk.count(rays, read, bytes);
            }
        }
        assertExpected(count, SEEDS * bytes * 800.0, probability, 1);
    }

    /** Many short reads, of which few have any flipped bit. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e-4, 1e-3})
    void raysOnShortReadsHaveTheExpectedNumber(double probability) {
        int reads = 5_000;
        long count = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            CosmicRays rays = new CosmicRays(new Seed(seed), Walk.density(probability));
            for (int read = 0; read < reads; read++) {
                long struck = Walk.count(rays, read, 512);
                assertEquals(struck > 0, rays.any(read, 512));
                count += struck;
            }
        }
        assertExpected(count, SEEDS * reads * 4096.0, probability, 1);
    }

    /** The probability is that of a bit, not that of a run. */
    @ParameterizedTest
    @CsvSource({"1e-6, 8", "1e-4, 1000", "1e-3, 64", "0.125, 3", "0.5, 20", "0.9, 500", "1, 8"})
    void burstsHaveTheExpectedNumber(double probability, int burst) {
        long bytes = disk(probability) * burst / 4;
        long disk = 0;
        long struck = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            disk += Walk.count(StuckBits.ofDisk(new Seed(seed), new Density(probability, burst)), 0, bytes);
            struck += Walk.count(new CosmicRays(new Seed(seed), new Density(probability, burst)), 0, bytes);
        }
        assertExpected(disk, SEEDS * bytes * 8.0, probability, burst);
        assertExpected(struck, SEEDS * bytes * 8.0, probability, burst);
    }

    /** A run may begin before the read, so the first bits of a read are corrupted as often as others. */
    @ParameterizedTest
    @ValueSource(ints = {8, 64})
    void burstsAtTheBeginningHaveTheExpectedNumber(int burst) {
        Density density = new Density(0.01, burst);
        int seeds = 20_000;
        long disk = 0;
        long struck = 0;
        for (int seed = 0; seed < seeds; seed++) {
            disk += Walk.count(StuckBits.ofDisk(new Seed(seed), density), 0, 1);
            struck += Walk.count(new CosmicRays(new Seed(1), density), seed, 1);
        }
        assertExpected(disk, seeds * 8.0, 0.01, 8);
        assertExpected(struck, seeds * 8.0, 0.01, 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void aProbabilityOfZeroGivesNoBits(int burst) {
        StuckBits stuck = StuckBits.ofDisk(new Seed(1), new Density(0, burst));
        assertEquals(0, Walk.count(stuck, 0, TEBIBYTE));
        assertEquals(false, stuck.any(0, TEBIBYTE));
        CosmicRays rays = new CosmicRays(new Seed(1), new Density(0, burst));
        assertEquals(0, Walk.count(rays, 0, TEBIBYTE));
        assertEquals(false, rays.any(0, TEBIBYTE));
    }
}
