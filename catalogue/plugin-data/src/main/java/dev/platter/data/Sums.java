// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.data;

/** Lengths that may be longer than any disk. */
final class Sums {
    private Sums() {}

    /** A sum of lengths, or the greatest number. */
    static long most(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    /** A product of lengths, or the greatest number. */
    static long mostTimes(long length, long times) {
        return times != 0 && length > Long.MAX_VALUE / times ? Long.MAX_VALUE : length * times;
    }
}
