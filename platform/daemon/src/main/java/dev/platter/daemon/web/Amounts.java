// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats numbers and times for people, in the same way in every locale. */
final class Amounts {
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Amounts() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Formats bytes per second as MB/s, in millions of bytes. */
    static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%,.1f", bytes / 1e6);
    }

    static String bytes(long number) {
        double rest = number;
        int unit = 0;
        while (rest >= 999.95 && unit < UNITS.length - 1) {
            rest /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", rest, UNITS[unit]);
    }

    /** Formats a power of two in the units in which block sizes are written. */
    static String binary(long bytes) {
        if (bytes < 1 << 10) {
            return bytes + " B";
        }
        return bytes < 1 << 20 ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%,.1f s", seconds);
    }

    /** Formats a time in UTC; the top of the page says so. */
    static String time(Instant instant) {
        return TIME.format(instant);
    }
}
