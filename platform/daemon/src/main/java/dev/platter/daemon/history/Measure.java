// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.history;

/** What is kept of each step. */
public enum Measure {
    /** Bytes read per second. */
    READ(0),
    /** Bytes written per second. */
    WRITTEN(0),
    /** Requests per second. */
    REQUESTS(0),
    /** Requests of the step that were answered with an error: their number, not a rate. */
    ERRORS(0),
    /** The time within which half of the step's requests were answered, in seconds. A step without requests has none. */
    MEDIAN(Float.NaN),
    /** The time within which 99 of 100 of the step's requests were answered, in seconds. A step without requests has none. */
    PERCENTILE_99(Float.NaN);

    private final float idle;

    Measure(float idle) {
        this.idle = idle;
    }

    /** What it is in a step without requests. */
    float idle() {
        return idle;
    }
}
