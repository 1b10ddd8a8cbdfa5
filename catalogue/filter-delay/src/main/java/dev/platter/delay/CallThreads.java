// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.delay;

import java.util.concurrent.Executor;

/**
 * Decides on which threads calls are made, so that the event loop never waits: neither for the disk behind, nor for the
 * file system in which the trigger file is looked for.
 */
final class CallThreads {
    private final Executor bounded;
    private final boolean behindWaits;
    private final TriggerFile delaying;

    CallThreads(Executor bounded, boolean behindWaits, TriggerFile delaying) {
        this.bounded = bounded;
        this.behindWaits = behindWaits;
        this.delaying = delaying;
    }

    /** Makes the calls that have waited; runs on no event loop. */
    Executor executor() {
        return behindWaits ? bounded : Runnable::run;
    }

    /** Whether even a call that has no delay is made on another thread. */
    boolean areElsewhere() {
        return behindWaits;
    }

    /** Makes a call that has no delay. */
    void now(Runnable request) {
        executor().execute(request);
    }

    /** Delays a call, or makes it now if delays are switched off. */
    void later(DelayLine line, Runnable request) {
        if (!delaying.watches()) {
            line.add(request);
        } else {
            bounded.execute(() -> {
                if (delaying.isOn()) {
                    line.add(request);
                } else {
                    request.run();
                }
            });
        }
    }
}
