package dev.platter.api;

/**
 * How many calls at a time a plugin or filter can bear; the four models of nbdkit, from the strictest to the freest.
 * A chain is served by the strictest of its members. It says nothing about whether a call may wait for something:
 * that is {@link Disk#blocking()}.
 *
 * @since 0.1
 */
public enum ThreadModel {
    /** One connection at a time; a second client waits until the first has gone. */
    SERIALIZE_CONNECTIONS,

    /** Many connections, one call at a time over all of them. */
    SERIALIZE_ALL_REQUESTS,

    /** Many connections at a time, one call at a time on each of them. */
    SERIALIZE_REQUESTS,

    /** Any number of calls at a time, on one disk too. */
    PARALLEL;

    /**
     * The stricter of two models.
     *
     * @param other another model
     * @return the one of the two that allows less
     */
    public ThreadModel and(ThreadModel other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
