// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.sparserandom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.generators.Xoshiro256;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunsTest {
    private static final long BLOCKS = 1 << 20;

    private static Runs runs(double percent, long runLength) {
        ByteBuffer memory = ByteBuffer.allocate((int) Runs.bytes(BLOCKS * Layout.BLOCK));
        return Runs.of(memory, 4711, percent, runLength);
    }

    @ParameterizedTest
    @CsvSource({"10, 65536", "50, 40960", "90, 1000000", "1, 8192", "99.9, 4096000"})
    void shareAndLengthOfRunsAreThoseWanted(double percent, long runLength) {
        Runs runs = runs(percent, runLength);
        long data = 0;
        long count = 0;
        for (long block = 0; block < BLOCKS; ) {
            long end = runs.end(block, BLOCKS);
            if (runs.isData(block)) {
                data += end - block;
                count++;
            }
            block = end;
        }
        double share = 100.0 * data / BLOCKS;
        double length = (double) data / count * Layout.BLOCK;
        assertTrue(Math.abs(share - percent) <= 0.15 * percent, share + " % are data");
        assertTrue(Math.abs(length - runLength) <= 0.15 * runLength, length + " bytes are in a run");
    }

    @Test
    void runEndsAtTheNextBlockOfTheOtherKind() {
        Runs runs = runs(50, 100_000);
        for (long block = 0; block < 20_000; block++) {
            long next = block + 1;
            while (next < block + 300 && runs.isData(next) == runs.isData(block)) {
                next++;
            }
            assertEquals(next, runs.end(block, block + 300));
        }
    }

    /** A run of one byte ends after each block, with certainty. */
    @Test
    void shortestRunsAreOneBlock() {
        Runs runs = runs(50, 1);
        for (long block = 0; block < 1000; block++) {
            assertEquals(block % 2 == 1, runs.isData(block));
        }
    }

    /** The comparison of C, which makes a floating-point number of the random one: here without rounding errors of our own. */
    @Test
    void limitDividesTheNumbersAsAComparisonInC() {
        Xoshiro256 random = new Xoshiro256(1);
        for (double fraction : new double[] {0, 0.000244140625, 0.000027127, 1 / 3.0, 0.5, 0.9999, 1, 4096}) {
            long limit = Runs.limit(fraction);
            for (int i = 0; i < 1000; i++) {
                long number = i < 200 ? limit + i - 100 : random.next();
                BigInteger exact = new BigInteger(Long.toUnsignedString(number));
                boolean expected = new BigDecimal(exact).doubleValue() <= fraction * 0x1p64;
                assertEquals(
                        expected,
                        Long.compareUnsigned(number, limit) <= 0,
                        () -> new BigDecimal(exact).setScale(0, RoundingMode.UNNECESSARY) + " and " + fraction);
            }
        }
    }
}
