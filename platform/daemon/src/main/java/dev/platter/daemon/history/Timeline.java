// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.history;

import java.util.Arrays;

/**
 * Which steps of a span were observed, and which step each sample belongs to. All exports have it in common.
 *
 * <p>A sample belongs to the step that is half a second before it, since it tells of the time before it. The running step is
 * computed anew by each of its samples, from the totals at its beginning. A sample that comes late stands for the steps that it
 * has missed as well; after a pause the steps that were missed stay unobserved.
 */
final class Timeline {
    private static final long HALF_A_SECOND = 500;

    private final Span span;
    private final long[] observed;
    private long step = -1;
    private long first;
    private long began;
    private boolean begins;
    private double seconds;

    Timeline(Span span) {
        this.span = span;
        observed = new long[span.steps()];
        Arrays.fill(observed, -1);
    }

    /**
     * Goes on to the next sample.
     *
     * @param before when the sample before it was taken, in milliseconds since 1970
     * @param now when it is taken, likewise
     */
    void advance(long before, long now) {
        long next = Math.floorDiv(now - HALF_A_SECOND, span.millis());
        begins = next != step;
        if (begins) {
            first = step + 1;
            step = next;
            began = before;
        }
        observe(now);
    }

    /** Goes on to a sample that has no predecessor, or one from before a pause. Nothing is observed until the next one. */
    void resume(long now) {
        step = Math.floorDiv(now - HALF_A_SECOND, span.millis());
        first = step;
        began = now;
        begins = true;
        seconds = 0;
    }

    private void observe(long now) {
        seconds = (now - began) / 1000.0;
        for (long each = first; each <= step; each++) {
            observed[span.slot(each)] = each;
        }
    }

    Span span() {
        return span;
    }

    /** Whether a step begins with the last sample, so that what is counted in it is counted from there. */
    boolean begins() {
        return begins;
    }

    /** The first step for which the last sample stands. */
    long first() {
        return first;
    }

    /** The running step, which is the last one for which the last sample stands; -1 before the first sample. */
    long step() {
        return step;
    }

    /** How long the steps for which the last sample stands were observed; 0 if nothing was. */
    double seconds() {
        return seconds;
    }

    boolean observed(long which) {
        return which >= 0 && observed[span.slot(which)] == which;
    }
}
