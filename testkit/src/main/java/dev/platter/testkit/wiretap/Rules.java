// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.wiretap;

/** The names of the rules that a wiretap checks, as failures print them. */
public final class Rules {
    /** A call's completion is told exactly once. */
    public static final String COMPLETION = "a completion is told exactly once";

    /** A disk is closed once, and after its last call. */
    public static final String CLOSE = "a disk is closed exactly once, after its last call";

    /** A member is prepared, started and stopped once, in this order. */
    public static final String LIFECYCLE = "prepare, start, open, close and stop come once and in order";

    /** Disks that do not block return at once. */
    public static final String BLOCKING = "a disk that is declared non-blocking never waits";

    /** A hole lies in the range and is filled with zeroes. */
    public static final String HOLES = "holes that a read reports are zeroes within its range";

    /** A read that succeeds has filled its buffer. */
    public static final String FILL = "a read fills its buffer to the limit, or fails";

    /** A disk lends direct memory and holes, and all of a range or nothing. */
    public static final String LENDING = "what is lent is the whole range, in direct memory and holes";

    /** A landing is direct memory for the whole payload. */
    public static final String LANDING = "what is offered for a payload is direct memory for the whole of it";

    /** No exception but an IOException is thrown. */
    public static final String EXCEPTIONS =
            "failures are IOExceptions, and reach an asynchronous caller by its completion";

    /** Two calls run at the same time only if the thread model allows it. */
    public static final String SERIALIZATION = "calls overlap only where the thread model allows it";

    private Rules() {}
}
