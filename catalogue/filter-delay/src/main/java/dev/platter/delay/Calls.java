// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.delay;

import java.util.concurrent.Executor;

/**
 * On which threads what is done, so that the event loop never waits: not for the disk behind, and not for the file
 * system in which a file is looked for.
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

    /** Carries out what has waited, which is called on no event loop. */
    Executor hands() {
        return behindWaits ? crew : Runnable::run;
    }

    /** Carries out what need not wait. */
    void now(Runnable request) {
        hands().execute(request);
    }

    /** Puts a request off, or carries it out if there are no delays at the moment. */
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
