// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.traffic;

/** Is told of slow requests. Called on event loops, so it must not wait. */
@FunctionalInterface
public interface SlowRequests {
    /** A request that takes at least this many nanoseconds is slow: 100 ms. */
    long SLOW = 100_000_000;

    /** A listener that does nothing. */
    SlowRequests UNHEARD = (command, nanos) -> {};

    /**
     * A request was slow.
     *
     * @param command its command's number
     * @param nanos the time from reading it to its reply
     */
    void answered(int command, long nanos);
}
