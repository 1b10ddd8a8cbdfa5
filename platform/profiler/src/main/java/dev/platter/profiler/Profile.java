// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.profiler;

import java.io.IOException;

/**
 * A recording of where this process spends its processor time. Only one can be taken at a time.
 *
 * <p>Stacks are whole: async-profiler walks from the kernel through native and Java frames to the first frame of the thread, which a
 * recording of the flight recorder cannot, as it only knows Java frames and only sees threads at places where it can look. Where
 * async-profiler does not run, the flight recorder's view is still better than none, and the title of the page says which one it is.
 */
public final class Profile implements AutoCloseable {
    private final Recorder recorder;

    private Profile(Recorder recorder) {
        this.recorder = recorder;
    }

    /**
     * Begins to record.
     *
     * @return the recording, to be ended
     * @throws IOException if this process is being recorded already, or cannot be
     */
    public static Profile begin() throws IOException {
        return new Profile(AsyncRecorder.isPossible() ? AsyncRecorder.begin() : FlightRecorder.begin());
    }

    /**
     * Ends the recording, and draws it. Called once, by any thread.
     *
     * @return a page in HTML with a flame graph, which needs no other file: a frame is as wide as the time that was spent in it and in
     *     what it called
     * @throws IOException if it cannot be drawn
     */
    public String end() throws IOException {
        return recorder.end();
    }

    /** Gives the recording up, unless it has ended. */
    @Override
    public void close() {
        recorder.abandon();
    }
}
