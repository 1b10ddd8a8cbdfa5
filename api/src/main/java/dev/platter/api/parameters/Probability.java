// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api.parameters;

import java.math.BigDecimal;

/**
 * A probability. Immutable.
 *
 * @param value from 0 to 1
 * @since 0.1
 */
public record Probability(double value) {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is below 0, above 1 or not a number
     */
    public Probability {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("a probability must be from 0 to 1, not " + value);
        }
    }

    /**
     * Reads a probability as nbdkit does: a number ({@code 1e-6}), a percentage ({@code 5%}) or a ratio
     * ({@code 1:1000} or {@code 1/1000}).
     *
     * @param text what a user wrote
     * @return the probability
     * @throws IllegalArgumentException if the text is not a probability; the message says why
     */
    public static Probability parse(String text) {
        int ratio = Math.max(text.indexOf(':'), text.indexOf('/'));
        double value;
        if (ratio >= 0) {
            value = number(text, text.substring(0, ratio)) / number(text, text.substring(ratio + 1));
        } else if (text.endsWith("%")) {
            value = number(text, text.substring(0, text.length() - 1)) / 100;
        } else {
            value = number(text, text);
        }
        if (value > 1 && Double.isFinite(value)) {
            throw new IllegalArgumentException("rate out of range: '" + text + "' parsed as "
                    + BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                    + " (a probability is from 0 to 1)");
        }
        if (!(value >= 0 && value <= 1)) {
            throw unparsable(text);
        }
        return new Probability(value);
    }

    /** Java's own parser also accepts white space, hexadecimal, a trailing d and NaN. */
    private static double number(String whole, String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789.eE+-".indexOf(text.charAt(i)) < 0) {
                throw unparsable(whole);
            }
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw unparsable(whole);
        }
    }

    private static IllegalArgumentException unparsable(String text) {
        return new IllegalArgumentException("could not parse '" + text + "' as a probability"
                + " (write a number as 1e-6, a percentage as 5% or a ratio as 1:1000)");
    }

    @Override
    public String toString() {
        return Double.toString(value);
    }
}
