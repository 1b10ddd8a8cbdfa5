// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.profiler;

import java.io.IOException;
import java.time.Duration;

/** A way to record where time is spent. */
interface Recorder {
    /** Time between two samples of a thread. Not a whole number of milliseconds, so as not to keep step with timers. */
    Duration INTERVAL = Duration.ofNanos(10_100_000);

    /** Ends the recording, and draws it as a page in HTML. */
    String end() throws IOException;

    /** Gives the recording up; does nothing if it has ended. */
    void abandon();
}
