package dev.platter.engine.export;

/** Bounds how fast the data of an export flows, over all its connections. Called by event loops; never waits itself. */
public interface Pace {
    /** No bound. */
    Pace UNBOUNDED = bytes -> 0;

    /**
     * Takes note of data that is about to flow.
     *
     * @param bytes how much
     * @return for how many nanoseconds the connection had better take no further request; 0 if it may go on
     */
    long take(long bytes);
}
