// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.history;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A stretch of time up to now, in steps that begin at multiples of their length since 1970. */
public enum Span {
    /** 60 steps of a second. */
    MINUTE(1_000, 60),
    /** 60 steps of a minute. */
    HOUR(60_000, 60),
    /** 96 steps of a quarter of an hour. */
    DAY(900_000, 96);

    private final long millis;
    private final int steps;

    Span(long millis, int steps) {
        this.millis = millis;
        this.steps = steps;
    }

    /**
     * The length of a step.
     *
     * @return milliseconds
     */
    public long millis() {
        return millis;
    }

    /**
     * The number of steps.
     *
     * @return 60 or more
     */
    public int steps() {
        return steps;
    }

    /**
     * Its name in addresses and sentences.
     *
     * @return {@code minute}, {@code hour} or {@code day}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The span with a name.
     *
     * @param word a name, as {@link #word} returns it
     * @return empty if there is no such span
     */
    public static Optional<Span> of(String word) {
        return Arrays.stream(values()).filter(span -> span.word().equals(word)).findFirst();
    }

    int slot(long step) {
        return (int) (step % steps);
    }
}
