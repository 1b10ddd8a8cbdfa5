// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.generators;

/**
 * The generator xoshiro256** 1.0 [1], seeded by {@link SplitMix64} as its authors recommend. nbdkit's plugins random and
 * sparse-random use the same, so the same seed makes the same disk. It is written here instead of using the JDK's
 * {@code Xoshiro256PlusPlus}, which scrambles its state in another way.
 *
 * <p>[1] D. Blackman, S. Vigna: Scrambled Linear Pseudorandom Number Generators. ACM Transactions on Mathematical
 * Software 47 (4), 2021.
 */
public final class Xoshiro256 {
    private long s0;
    private long s1;
    private long s2;
    private long s3;

    /**
     * Begins a sequence. Used by one thread at a time.
     *
     * @param seed any number
     */
    public Xoshiro256(long seed) {
        seed(seed);
    }

    /**
     * Begins another sequence.
     *
     * @param seed any number
     */
    public void seed(long seed) {
        s0 = SplitMix64.at(seed, 0);
        s1 = SplitMix64.at(seed, 1);
        s2 = SplitMix64.at(seed, 2);
        s3 = SplitMix64.at(seed, 3);
    }

    /**
     * The next number.
     *
     * @return 64 random bits
     */
    public long next() {
        long random = scrambled(s1);
        long shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = Long.rotateLeft(s3, 45);
        return random;
    }

    /**
     * The first number of a sequence, at a quarter of the cost of a generator.
     *
     * @param seed where the sequence begins
     * @return 64 random bits
     */
    public static long first(long seed) {
        return scrambled(SplitMix64.at(seed, 1));
    }

    /**
     * The third number of a sequence, at the cost of one. Two steps of the linear part leave {@code s0 ^ s3 ^ (s1 << 17)}
     * of the initial state in its second word, which is all that the third number depends on.
     *
     * @param seed where the sequence begins
     * @return 64 random bits
     */
    public static long third(long seed) {
        return scrambled(SplitMix64.at(seed, 0) ^ SplitMix64.at(seed, 3) ^ (SplitMix64.at(seed, 1) << 17));
    }

    private static long scrambled(long word) {
        return Long.rotateLeft(word * 5, 7) * 9;
    }
}
