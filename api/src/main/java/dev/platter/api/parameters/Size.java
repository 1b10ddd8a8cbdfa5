// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api.parameters;

import java.util.Locale;

/**
 * A number of bytes: a size or an offset. Immutable.
 *
 * @param bytes the number, from 0 to 2^63-1
 * @since 0.1
 */
public record Size(long bytes) implements Comparable<Size> {
    /** The letters of 1024^0, 1024^1 and so on. */
    private static final String UNITS = "BKMGTPE";

    private static final int SECTOR = 512;

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Size {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size cannot be negative: " + bytes);
        }
    }

    /**
     * Reads a size as nbdkit does: a decimal number, and perhaps a unit: {@code b}, {@code k}, {@code M}, {@code G},
     * {@code T}, {@code P} or {@code E} for powers of 1024 (also written {@code KiB}, {@code MiB} and so on), and
     * {@code s} for sectors of 512 bytes. Upper and lower case are the same.
     *
     * @param text what a user wrote
     * @return the size
     * @throws IllegalArgumentException if it is not a size; the message says why
     */
    public static Size parse(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 && text.startsWith("-")) {
            throw new IllegalArgumentException("size cannot be negative: " + text);
        }
        if (digits == 0) {
            throw new IllegalArgumentException(
                    "could not parse size string: " + text + " (it must begin with a digit)");
        }
        long unit = unit(text, text.substring(digits));
        try {
            return new Size(Math.multiplyExact(Long.parseLong(text, 0, digits, 10), unit));
        } catch (NumberFormatException e) {
            throw tooLarge("size exceeds maximum value: " + text);
        } catch (ArithmeticException e) {
            throw tooLarge("could not parse size: size * scale overflows: " + text);
        }
    }

    private static IllegalArgumentException tooLarge(String sentence) {
        return new IllegalArgumentException(
                sentence + " (the largest is " + Long.MAX_VALUE + ", one byte less than 8E)");
    }

    private static long unit(String text, String written) {
        String suffix = written.toLowerCase(Locale.ROOT);
        String letter = suffix.length() == 3 && suffix.endsWith("ib") ? suffix.substring(0, 1) : suffix;
        if (letter.isEmpty()) {
            return 1;
        }
        if (letter.equals("s")) {
            return SECTOR;
        }
        int power = letter.length() == 1 ? UNITS.indexOf(Character.toUpperCase(letter.charAt(0))) : -1;
        if (power < 0 || (power == 0 && suffix.length() > 1)) {
            throw new IllegalArgumentException("could not parse size: unknown suffix: " + written + " (in " + text
                    + "; use b, k, M, G, T, P, E or s)");
        }
        return 1L << (10 * power);
    }

    @Override
    public int compareTo(Size other) {
        return Long.compare(bytes, other.bytes);
    }

    /**
     * The size with the largest unit that divides it.
     *
     * @return for example {@code 1G}; what {@link #parse} reads back
     */
    @Override
    public String toString() {
        int power = 0;
        long rest = bytes;
        while (rest != 0 && rest % 1024 == 0) {
            rest /= 1024;
            power++;
        }
        return power == 0 ? Long.toString(rest) : rest + UNITS.substring(power, power + 1);
    }
}
