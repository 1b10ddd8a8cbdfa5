// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

/** How a plugin or filter differs on purpose from a plain disk, so that the suite does not count it as a fault. */
public enum Trait {
    /** Reads do not depend on writes, as with null and pattern. */
    FIXED_CONTENT,

    /** Requests may fail that would succeed on a plain disk, and leave their range undefined, as with error. */
    FAILS_ON_PURPOSE,

    /** Its size may differ each time it is opened. */
    CHANGES_SIZE,

    /** Its list has exports that not every client can open, or not at any time. */
    LISTS_MORE_THAN_IT_OPENS,

    /** FUA and flush are not passed on to the disk behind, as with {@code fuamode=discard}. */
    DROPS_FUA,

    /**
     * It may answer a request from memory of its own, without the disk behind, as a cache does. What it answers must be
     * right all the same, and what it asks the disk behind for must be waited for.
     */
    ANSWERS_FROM_MEMORY,

    /**
     * Calls may complete after they have returned, but only on occasions that the suite does not make, as with a filter
     * that tries again what has failed.
     */
    COMPLETES_LATER,

    /**
     * A request costs milliseconds, as with a plugin that runs a program for each. Where the suite asks for much of the same, it asks for
     * a tenth of it.
     */
    COSTLY_REQUESTS,

    /**
     * The disk behind is shared by clients, so it stays open without them, and is not told when one of them has gone, as with
     * openonce.
     */
    OUTLIVES_ITS_CLIENTS,

    /**
     * A request writes to a pipe or socket that certainly has room for it, which does not wait, although it is output. The suite looks for
     * other waits all the same.
     */
    WRITES_WHAT_FITS
}
