// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import java.nio.file.Path;

/** An {@code int} or a {@code long}, written as in C: decimal, or hexadecimal after 0x, or octal after 0. */
final class WholeNumberType implements ValueType {
    private final long min;
    private final long max;

    private WholeNumberType(long min, long max) {
        this.min = min;
        this.max = max;
    }

    static WholeNumberType ofInt() {
        return new WholeNumberType(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    static WholeNumberType ofLong() {
        return new WholeNumberType(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    @Override
    public String syntax() {
        return "N";
    }

    @Override
    public Object parse(String text, Path base) {
        long number;
        try {
            // Java's other mark for hexadecimal is a comment in most places where parameters are written.
            number = text.indexOf('#') < 0 ? Long.decode(text) : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw unparsable(text);
        }
        if (number < min || number > max) {
            throw unparsable(text);
        }
        if (max == Integer.MAX_VALUE) {
            return (int) number;
        }
        return number;
    }

    private IllegalArgumentException unparsable(String text) {
        return new IllegalArgumentException(
                "could not parse number: " + text + " (write a whole number from " + min + " to " + max + ")");
    }
}
