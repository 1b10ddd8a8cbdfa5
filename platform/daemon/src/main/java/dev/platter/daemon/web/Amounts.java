// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as people read them, the same in every place of the world. */
final class Amounts {
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Amounts() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Bytes per second in MB/s, which are millions. */
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

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%,.1f s", seconds);
    }

    /** In UTC, which the page says once at its top. */
    static String time(Instant instant) {
        return TIME.format(instant);
    }
}
