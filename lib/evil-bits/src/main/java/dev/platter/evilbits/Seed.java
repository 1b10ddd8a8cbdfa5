// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evilbits;

import dev.platter.generators.SplitMix64;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Decides which bits are corrupted.
 *
 * @param value any number
 */
public record Seed(long value) {
    /** One for each purpose, so that no two of them use the same random numbers. */
    enum Purpose {
        PLACES(0),
        VALUES(1),
        WIRES(2),
        WIRE_VALUES(3),
        RAYS(4),
        INTERMITTENCE(5);

        /** Must never change, or a seed would mean something else. */
        private final int number;

        Purpose(int number) {
            this.number = number;
        }
    }

    /**
     * Reads a seed: a decimal number, or a hexadecimal one after {@code 0x}, of up to 64 bits.
     *
     * @param text what a user wrote
     * @return the seed
     * @throws IllegalArgumentException if the text is not a seed; the message says why
     */
    public static Seed parse(String text) {
        boolean hexadecimal = text.startsWith("0x");
        String digits = hexadecimal ? text.substring(2) : text;
        try {
            if (!hexadecimal && digits.startsWith("-")) {
                return new Seed(Long.parseLong(digits));
            }
            return new Seed(Long.parseUnsignedLong(digits, hexadecimal ? 16 : 10));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("could not parse seed: " + text
                    + " (write a whole number from 0 to 18446744073709551615, or 0x and hexadecimal digits)");
        }
    }

    /**
     * A random seed.
     *
     * @return the seed
     */
    public static Seed any() {
        return new Seed(ThreadLocalRandom.current().nextLong());
    }

    long forPurpose(Purpose purpose) {
        return SplitMix64.at(value, purpose.number);
    }

    /** The seed as a number that {@link #parse} reads. */
    @Override
    public String toString() {
        return Long.toUnsignedString(value);
    }
}
