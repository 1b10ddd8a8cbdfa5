// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.retries;

import java.time.Duration;

/**
 * How often, and after how long, something is tried again. Immutable.
 *
 * @param retries how often, not negative
 * @param delay the wait before the first time, not negative
 * @param doubling whether each further wait is twice as long as the one before it
 */
public record Patience(long retries, Duration delay, boolean doubling) {
    /** Waits of more than a century are all alike. */
    private static final int MOST_DOUBLINGS = 31;

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /**
     * Whether to try again.
     *
     * @param failures how often it has failed
     * @return true if it may be tried once more
     */
    public boolean allows(long failures) {
        return failures <= retries;
    }

    /**
     * How long to wait before trying again.
     *
     * @param failures how often it has failed, at least once
     * @return the time
     */
    public Duration before(long failures) {
        long doublings = doubling ? Math.min(failures - 1, MOST_DOUBLINGS) : 0;
        return delay.compareTo(LONGEST.dividedBy(1L << doublings)) > 0 ? LONGEST : delay.multipliedBy(1L << doublings);
    }
}
