// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import java.time.Duration;
import java.util.Locale;

/** Numbers for people: about three digits, and a unit. */
final class Human {
    private static final String UNITS = "KMGTPE";
    private static final long KIBI = 1024;
    private static final double MEGA = 1e6;
    private static final double THREE_DIGITS = 100;

    private Human() {}

    /** A size in powers of 1024: {@code 17}, {@code 1.5K}, {@code 312M}. */
    static String size(long bytes) {
        if (bytes < KIBI) {
            return Long.toString(bytes);
        }
        double number = bytes;
        int unit = -1;
        // A number that would be rounded to 1024 becomes 1 of the next unit.
        while (number >= KIBI - 0.5) {
            number /= KIBI;
            unit++;
        }
        return String.format(Locale.ROOT, number < THREE_DIGITS ? "%.1f%c" : "%.0f%c", number, UNITS.charAt(unit));
    }

    /** A rate per second: {@code 0}, {@code 3.5}, {@code 1,234}. */
    static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond == 0 || perSecond >= THREE_DIGITS ? "%,.0f" : "%.1f", perSecond);
    }

    /** Bytes per second, in millions: {@code 12.3}. */
    static String megabytes(double perSecond) {
        return String.format(Locale.ROOT, perSecond == 0 ? "%.0f" : "%,.1f", perSecond / MEGA);
    }

    /** A latency: {@code 85µs}, {@code 1.2ms}, {@code 3.0s}. */
    static String latency(double seconds) {
        if (seconds < 1e-3) {
            return String.format(Locale.ROOT, "%.0fµs", seconds * 1e6);
        }
        return seconds < 1
                ? String.format(Locale.ROOT, "%.1fms", seconds * 1e3)
                : String.format(Locale.ROOT, "%.1fs", seconds);
    }

    /** An age: {@code 12s}, {@code 5m 12s}, {@code 3h 5m}, {@code 40d 3h}. */
    static String age(Duration age) {
        Duration shown = age.isNegative() ? Duration.ZERO : age;
        if (shown.toDays() > 0) {
            return shown.toDays() + "d " + shown.toHoursPart() + "h";
        } else if (shown.toHours() > 0) {
            return shown.toHours() + "h " + shown.toMinutesPart() + "m";
        }
        return shown.toMinutes() > 0 ? shown.toMinutes() + "m " + shown.toSecondsPart() + "s" : shown.toSeconds() + "s";
    }
}
