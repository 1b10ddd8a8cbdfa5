// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.floppy;

import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** A time as FAT has it: of the local clock, from 1980 to 2107. */
record FatTime(LocalDateTime time) {
    private static final LocalDateTime FIRST = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final LocalDateTime LAST = LocalDateTime.of(2107, 12, 31, 23, 59, 59);

    static FatTime of(FileTime time) {
        LocalDateTime local = LocalDateTime.ofInstant(time.toInstant(), ZoneId.systemDefault());
        if (local.isBefore(FIRST)) {
            return new FatTime(FIRST);
        }
        return new FatTime(local.isAfter(LAST) ? LAST : local);
    }

    short date() {
        return (short) (((time.getYear() - FIRST.getYear()) << 9) | (time.getMonthValue() << 5) | time.getDayOfMonth());
    }

    /** In steps of two seconds. */
    short clock() {
        return (short) ((time.getHour() << 11) | (time.getMinute() << 5) | (time.getSecond() / 2));
    }

    /** What the clock leaves out, in hundredths of a second. */
    byte rest() {
        return (byte) (100 * (time.getSecond() % 2));
    }
}
