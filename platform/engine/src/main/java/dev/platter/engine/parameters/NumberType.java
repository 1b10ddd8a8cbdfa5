// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import java.nio.file.Path;

/** A {@code double}. */
final class NumberType implements ValueType {
    @Override
    public String syntax() {
        return "NUMBER";
    }

    @Override
    public Double parse(String text, Path base) {
        double number = isPlain(text) ? parse(text) : Double.NaN;
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("could not parse number: " + text + " (write it as 3, 0.25 or 1e-6)");
        }
        return number;
    }

    /** Java's own parser accepts more than people write: white space, hexadecimal, a trailing d, NaN. */
    static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789.eE+-".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
