// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evilbits;

/**
 * The natural logarithm of a number from 0 to 1, fast enough to be drawn for each corrupted bit of a read. A number is
 * 2^e·m, with m in [1, 2). A table has the middles c of 512 parts of that interval and their logarithms, and log(m/c)
 * is a short series, because m/c differs from 1 by at most 2^-10. The error is below 2^-51.
 *
 * <p>It uses only multiplications and additions, which Java has rounded alike on all machines since version 17, and
 * {@link StrictMath}; {@link Math#log} may differ in its last bit from one processor to another, and a seed must mean
 * the same on all of them. {@link StrictMath#log} would do as well, in three times the time.
 */
final class Logarithm {
    private static final int INDEX_BITS = 9;
    private static final int FRACTION_BITS = 52;
    private static final int EXPONENT_BIAS = 1023;
    private static final double LOG_OF_2 = StrictMath.log(2);

    private final double[] inverses = new double[1 << INDEX_BITS];
    private final double[] logs = new double[1 << INDEX_BITS];

    Logarithm() {
        for (int i = 0; i < inverses.length; i++) {
            double middle = 1 + (i + 0.5) / inverses.length;
            inverses[i] = 1 / middle;
            logs[i] = -StrictMath.log(inverses[i]);
        }
    }

    /** The logarithm of a number above 2^-1022. */
    double of(double number) {
        long bits = Double.doubleToRawLongBits(number);
        int exponent = (int) (bits >>> FRACTION_BITS) - EXPONENT_BIAS;
        int index = (int) (bits >>> (FRACTION_BITS - INDEX_BITS)) & ((1 << INDEX_BITS) - 1);
        double m = Double.longBitsToDouble((bits & ((1L << FRACTION_BITS) - 1)) | 0x3ff0_0000_0000_0000L);
        double r = m * inverses[index] - 1;
        double series = r * r * (-1.0 / 2 + r * (1.0 / 3 + r * (-1.0 / 4 + r * (1.0 / 5))));
        return exponent * LOG_OF_2 + logs[index] + (r + series);
    }
}
