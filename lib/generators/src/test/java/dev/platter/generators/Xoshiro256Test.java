// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.generators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** The numbers of a seed must never change: disks of the plugins random and sparse-random would be others. */
class Xoshiro256Test {
    /** Computed from the algorithm's definition, with numbers of any length. */
    @Test
    void numbersAreThoseOfTheDefinition() {
        for (long seed : new long[] {0, 1, -1, 4711, Long.MIN_VALUE}) {
            Xoshiro256 random = new Xoshiro256(seed);
            BigInteger[] s = new BigInteger[4];
            for (int i = 0; i < 4; i++) {
                s[i] = unsigned(SplitMix64.at(seed, i));
            }
            for (int i = 0; i < 1000; i++) {
                BigInteger five = word(s[1].multiply(BigInteger.valueOf(5)));
                assertEquals(word(rotated(five, 7).multiply(BigInteger.valueOf(9))), unsigned(random.next()));
                BigInteger shifted = word(s[1].shiftLeft(17));
                s[2] = s[2].xor(s[0]);
                s[3] = s[3].xor(s[1]);
                s[1] = s[1].xor(s[2]);
                s[0] = s[0].xor(s[3]);
                s[2] = s[2].xor(shifted);
                s[3] = rotated(s[3], 45);
            }
        }
    }

    private static BigInteger unsigned(long number) {
        return new BigInteger(Long.toUnsignedString(number));
    }

    private static BigInteger word(BigInteger number) {
        return number.mod(BigInteger.ONE.shiftLeft(Long.SIZE));
    }

    private static BigInteger rotated(BigInteger number, int bits) {
        return word(number.shiftLeft(bits)).or(number.shiftRight(Long.SIZE - bits));
    }

    @Test
    void firstAndThirdNumberAreFoundWithoutTheOthers() {
        for (long seed = -1000; seed < 1000; seed++) {
            Xoshiro256 random = new Xoshiro256(seed);
            assertEquals(random.next(), Xoshiro256.first(seed));
            random.next();
            assertEquals(random.next(), Xoshiro256.third(seed));
        }
    }

    @Test
    void seedBeginsAnotherSequence() {
        Xoshiro256 random = new Xoshiro256(7);
        long first = random.next();
        assertNotEquals(first, random.next());
        random.seed(7);
        assertEquals(first, random.next());
    }
}
