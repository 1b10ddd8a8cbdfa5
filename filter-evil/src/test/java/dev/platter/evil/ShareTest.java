// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The share of bits that are read wrong. Cosmic rays flip the share that was asked for. Of the stuck bits, half show on
 * a disk of zeroes and the others on a disk of ones; together they are the share that was asked for.
 */
class ShareTest {
    private static final int SEEDS = 20;

    private static int size(double probability) {
        return probability < 1e-3 ? 1 << 18 : 1 << 14;
    }

    private static long wrong(String mode, double probability, int fill) throws IOException {
        int size = size(probability);
        long wrong = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            var disk = Given.disk(
                    Fill.of(fill, size), "evil=" + mode + " evil-probability=" + probability + " evil-seed=" + seed);
            wrong += Given.difference(Given.filled(fill, size), Given.read(disk, 0, size));
        }
        return wrong;
    }

    private static void assertShare(double share, int size, long wrong) {
        double bits = SEEDS * size * 8.0;
        double sigma = Math.sqrt(bits * share * (1 - share));
        assertTrue(Math.abs(wrong - bits * share) <= 4 * sigma, () -> wrong + " instead of " + bits * share);
    }

    @ParameterizedTest
    @CsvSource({
        "stuck-bits, 1e-6", "stuck-bits, 1e-4", "stuck-bits, 1e-3", "stuck-bits, 1e-2", "stuck-bits, 0.125",
        "stuck-bits, 0.5", "stuck-bits, 1", "stuck-wires, 1e-6", "stuck-wires, 1e-4", "stuck-wires, 1e-3",
        "stuck-wires, 1e-2", "stuck-wires, 0.125", "stuck-wires, 0.5", "stuck-wires, 1"
    })
    void stuckBitsHaveTheirShare(String mode, double probability) throws IOException {
        int size = size(probability);
        long onZeroes = wrong(mode, probability, 0);
        long onOnes = wrong(mode, probability, 0xff);
        assertShare(probability / 2, size, onZeroes);
        assertShare(probability / 2, size, onOnes);
        assertShare(probability, size, onZeroes + onOnes);
    }

    @ParameterizedTest
    @CsvSource({"1e-6", "1e-4", "1e-3", "1e-2", "0.125", "0.5", "1"})
    void cosmicRaysHaveTheirShare(double probability) throws IOException {
        assertShare(probability, size(probability), wrong("cosmic-rays", probability, 0x5a));
    }

    @ParameterizedTest
    @CsvSource({"0", "0.25", "0.75"})
    void intermittentBitsHaveTheirShare(double stuck) throws IOException {
        int size = size(1);
        long wrong = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            var disk = Given.disk(
                    Fill.of(0, size), "evil-probability=1 evil-stuck-probability=" + stuck + " evil-seed=" + seed);
            wrong += Given.difference(Given.filled(0, size), Given.read(disk, 0, size));
        }
        assertShare(stuck / 2, size, wrong);
    }

    @ParameterizedTest
    @CsvSource({"cosmic-rays", "stuck-bits", "stuck-wires"})
    void aProbabilityOfZeroCorruptsNothing(String mode) throws IOException {
        assertEquals(0, wrong(mode, 0, 0x33));
    }
}
