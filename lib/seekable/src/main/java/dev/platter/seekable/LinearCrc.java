// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

/**
 * Arithmetic with cyclic redundancy checks. A CRC is the rest of a division of polynomials over GF(2), so the CRC of
 * bytes that are followed by n others is their own CRC times x^(8n), plus the CRC of those. So a change in the middle
 * of a file changes its CRC by the CRC of the change, multiplied; the file itself need not be read.
 *
 * <p>The multiplication follows {@code multmodp} and {@code x2nmodp} of zlib's {@code crc32.c} (Mark Adler, since 1.2.12),
 * which explains it. Bits are reflected, as in the checks themselves: the highest bit is the coefficient of x^0.
 *
 * <p>Immutable. A CRC is in the low bits of a {@code long}.
 */
public final class LinearCrc {
    /** That of gzip, zlib and xz: {@link java.util.zip.CRC32}. */
    public static final LinearCrc CRC_32 = new LinearCrc(32, 0xedb88320L);

    /** That of ECMA-182, as xz has it. */
    public static final LinearCrc CRC_64 = new LinearCrc(64, 0xc96c5795d7870f42L);

    /** Lengths are below 2^63 bytes, which are below 2^66 bits. */
    private static final int POWERS = 66;

    private final long polynomial;
    private final long one;
    private final long allOnes;

    /** x^(2^i) */
    private final long[] powers = new long[POWERS];

    private LinearCrc(int width, long polynomial) {
        this.polynomial = polynomial;
        one = 1L << (width - 1);
        allOnes = -1L >>> (64 - width);
        powers[0] = one >>> 1;
        for (int i = 1; i < POWERS; i++) {
            powers[i] = multiply(powers[i - 1], powers[i - 1]);
        }
    }

    private long multiply(long a, long b) {
        long product = 0;
        long factor = b;
        long rest = a;
        for (long bit = one; rest != 0; bit >>>= 1) {
            if ((rest & bit) != 0) {
                product ^= factor;
                rest ^= bit;
            }
            factor = (factor & 1) != 0 ? (factor >>> 1) ^ polynomial : factor >>> 1;
        }
        return product;
    }

    /**
     * Moves a difference of CRCs to the front.
     *
     * @param crc the difference (exclusive or) of the CRCs of two equally long texts
     * @param following how many equal bytes follow both, not negative
     * @return the difference of the CRCs of the longer texts
     */
    public long shift(long crc, long following) {
        long factor = one;
        long bytes = following;
        for (int i = 3; bytes != 0; i++, bytes >>>= 1) {
            if ((bytes & 1) != 0) {
                factor = multiply(powers[i], factor);
            }
        }
        return multiply(factor, crc);
    }

    /**
     * The CRC of two texts behind each other.
     *
     * @param first the CRC of the first
     * @param second the CRC of the second
     * @param secondLength the length of the second, in bytes
     */
    public long combine(long first, long second, long secondLength) {
        return shift(first, secondLength) ^ second;
    }

    /**
     * The CRC of zeroes.
     *
     * @param length how many, in bytes
     */
    public long ofZeroes(long length) {
        return shift(allOnes, length) ^ allOnes;
    }
}
