// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import java.nio.file.Path;

/** An {@code int} or a {@code long} within bounds, written as in C: decimal, or hexadecimal after 0x, or octal after 0. */
final class WholeNumberType implements ValueType {
    private final long min;
    private final long max;
    private final boolean narrow;

    private WholeNumberType(long min, long max, boolean narrow) {
        this.min = min;
        this.max = max;
        this.narrow = narrow;
    }

    /** An {@code int} within bounds; the bounds are narrowed to the range of {@code int}. */
    static WholeNumberType ofInt(long min, long max) {
        long least = Math.max(min, Integer.MIN_VALUE);
        long most = Math.min(max, Integer.MAX_VALUE);
        return new WholeNumberType(least, most, true);
    }

    static WholeNumberType ofLong(long min, long max) {
        return new WholeNumberType(min, max, false);
    }

    long min() {
        return min;
    }

    long max() {
        return max;
    }

    @Override
    public String syntax() {
        return "N";
    }

    @Override
    public Object parse(String text, Path base) {
        long number;
        try {
            // Java's other prefix for hexadecimal, #, begins a comment in most places where parameters are written.
            number = text.indexOf('#') < 0 ? Long.decode(text) : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw unparsable(text);
        }
        if (number < min || number > max) {
            throw unparsable(text);
        }
        if (narrow) {
            return (int) number;
        }
        return number;
    }

    private IllegalArgumentException unparsable(String text) {
        return new IllegalArgumentException(
                "could not parse number: " + text + " (write a whole number from " + min + " to " + max + ")");
    }
}
