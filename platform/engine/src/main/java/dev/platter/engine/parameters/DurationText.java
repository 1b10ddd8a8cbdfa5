// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * A duration as users write it, to plugins, in the configuration and on command lines: seconds as a plain number, or a
 * number with a unit. The units from {@code s} down are nbdkit's, the longer ones are our own.
 *
 * @since 0.1
 */
public final class DurationText {
    private static final String[] UNITS = {"", "s", "ms", "us", "μs", "µs", "ns", "min", "h", "d"};
    private static final long[] NANOSECONDS = {
        1_000_000_000,
        1_000_000_000,
        1_000_000,
        1_000,
        1_000,
        1_000,
        1,
        60_000_000_000L,
        3_600_000_000_000L,
        86_400_000_000_000L
    };
    private static final String FORMS =
            "write a number of seconds, or a number with one of the units d, h, min, s, ms, us and ns";
    private static final int NANOSECOND_DIGITS = 9;

    /** A longer duration is a mistake, and arithmetic in nanoseconds would overflow. */
    private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private DurationText() {}

    /**
     * Reads a duration. Fractions of a nanosecond are cut off.
     *
     * @param text for example {@code 1.5s}
     * @return the duration, not negative, and short enough to be counted in nanoseconds
     * @throws IllegalArgumentException if the text is not a duration; the message says what is possible
     */
    public static Duration parse(String text) {
        int end = text.length();
        while (end > 0 && Character.isLetter(text.charAt(end - 1))) {
            end--;
        }
        String unit = text.substring(end);
        for (int i = 0; i < UNITS.length; i++) {
            if (UNITS[i].equals(unit)) {
                BigDecimal nanoseconds = number(text, end).multiply(BigDecimal.valueOf(NANOSECONDS[i]));
                return duration(text, nanoseconds);
            }
        }
        throw unparsable(text, FORMS);
    }

    private static Duration duration(String text, BigDecimal nanoseconds) {
        if (nanoseconds.signum() < 0) {
            throw unparsable(text, "it cannot be negative");
        }
        if (nanoseconds.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the duration is too long: " + text + " (at most "
                    + Duration.ofNanos(Long.MAX_VALUE).toDays() + "d)");
        }
        return Duration.ofNanos(nanoseconds.longValue());
    }

    private static BigDecimal number(String text, int end) {
        try {
            return new BigDecimal(text.substring(0, end));
        } catch (NumberFormatException e) {
            throw unparsable(text, FORMS);
        }
    }

    /** In nbdkit's words, for which scripts look. */
    private static IllegalArgumentException unparsable(String text, String why) {
        return new IllegalArgumentException("could not parse delay or sleep: \"" + text + "\" (" + why + ")");
    }

    /**
     * Writes a duration so that {@link #parse} reads it back.
     *
     * @param duration not negative
     * @return for example {@code 1.5s}
     */
    public static String of(Duration duration) {
        return seconds(duration).toPlainString() + "s";
    }

    /**
     * Writes a duration without a unit, to the nanosecond.
     *
     * @param duration any duration
     * @return the number of seconds; from a microsecond up it prints without an exponent
     */
    public static BigDecimal seconds(Duration duration) {
        BigDecimal seconds =
                BigDecimal.valueOf(duration.toNanos(), NANOSECOND_DIGITS).stripTrailingZeros();
        // Without this, 100 would print as 1E+2, which some people cannot read.
        return new BigDecimal(seconds.toPlainString());
    }
}
