// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.delay;

import java.util.concurrent.Executor;

/**
 * Decides on which threads calls are made, so that the event loop never waits: neither for the disk behind, nor for the
 * file system in which the trigger file is looked for.
 */
final class Calls {
    private final Executor crew;
    private final boolean behindWaits;
    private final Switch delaying;

    Calls(Executor crew, boolean behindWaits, Switch delaying) {
        this.crew = crew;
        this.behindWaits = behindWaits;
        this.delaying = delaying;
    }

    /** Makes the calls that have waited; runs on no event loop. */
    Executor hands() {
        return behindWaits ? crew : Runnable::run;
    }

    /** Makes a call that has no delay. */
    void now(Runnable request) {
        hands().execute(request);
    }

    /** Delays a call, or makes it now if delays are switched off. */
    void later(DelayLine line, Runnable request) {
        if (!delaying.watches()) {
            line.add(request);
        } else {
            crew.execute(() -> {
                if (delaying.isOn()) {
                    line.add(request);
                } else {
                    request.run();
                }
            });
        }
    }
}
