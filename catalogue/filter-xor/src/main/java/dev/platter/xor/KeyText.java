// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.xor;

import java.util.OptionalLong;

/**
 * What a user wrote as the key: a number, or that it is random and perhaps a seed.
 *
 * @param random whether it is random
 * @param number the number, or the seed if it is random; empty if the seed is to be drawn
 */
public record KeyText(boolean random, OptionalLong number) {
    private static final String RANDOM = "rand";

    /**
     * Reads it.
     *
     * @param text {@code rand}, {@code rand:SEED}, or a number as in C of up to 64 bits
     * @return the key
     * @throws IllegalArgumentException if it is none of them
     */
    public static KeyText parse(String text) {
        if (text.equals(RANDOM)) {
            return new KeyText(true, OptionalLong.empty());
        }
        boolean random = text.startsWith(RANDOM + ":");
        String number = random ? text.substring(RANDOM.length() + 1) : text;
        try {
            return new KeyText(random, OptionalLong.of(unsigned(number)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("could not parse number: '" + number
                    + "' (write a number of up to 64 bits" + " as in C, such as 85 or 0x55, or rand, or rand:SEED)");
        }
    }

    private static long unsigned(String number) {
        if (number.startsWith("0x") || number.startsWith("0X")) {
            return Long.parseUnsignedLong(number, 2, number.length(), 16);
        }
        return Long.parseUnsignedLong(number, number.length() > 1 && number.startsWith("0") ? 8 : 10);
    }
}
