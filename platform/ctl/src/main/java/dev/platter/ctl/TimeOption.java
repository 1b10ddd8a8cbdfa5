// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import dev.platter.engine.parameters.DurationText;
import java.time.Duration;

/** Parses a time on the command line. */
final class TimeOption {
    /** The longest time that the control protocol can express. */
    private static final Duration LONGEST = Duration.ofSeconds(999_999_999);

    private TimeOption() {}

    /** @param what the option or word that it is, as it is written */
    static Duration parse(String what, String text) throws Failure {
        try {
            Duration time = DurationText.parse(text);
            if (time.compareTo(LONGEST) <= 0) {
                return time;
            }
        } catch (IllegalArgumentException e) {
            throw Failure.usage(what + ": " + Printable.of(String.valueOf(e.getMessage())));
        }
        throw Failure.usage(what + "=" + text + " is too long: the longest is " + DurationText.of(LONGEST));
    }
}
