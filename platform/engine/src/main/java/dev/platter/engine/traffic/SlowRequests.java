// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.traffic;

/** Is told of requests that take long. Called on event loops, so it must not wait. */
@FunctionalInterface
public interface SlowRequests {
    /** From so many nanoseconds on a request is slow: 100 ms. */
    long SLOW = 100_000_000;

    /** Tells no listener. */
    SlowRequests UNHEARD = (command, nanos) -> {};

    /**
     * A request was slow.
     *
     * @param command its command's number
     * @param nanos how long it took from when it was read to its reply
     */
    void answered(int command, long nanos);
}
