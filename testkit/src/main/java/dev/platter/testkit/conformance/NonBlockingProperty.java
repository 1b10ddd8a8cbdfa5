// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.client.NbdClient;
import dev.platter.client.RequestFailedException;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.util.Random;

/**
 * A disk that is declared non-blocking never waits: one client sends one request after the other, and the wiretap
 * watches.
 */
final class NonBlockingProperty implements Property {
    private static final int CALLS = 60;

    @Override
    public String name() {
        return "a non-blocking disk never waits";
    }

    @Override
    public void check(Trial trial) throws IOException {
        Served served = trial.serve();
        if (trial.subject().has(Trait.WRITES_WHAT_FITS)) {
            trial.tap().watchForWaitsButNotOutput();
        } else {
            trial.tap().watchForWaits();
        }
        NbdClient client = served.client();
        Shape shape = Shape.of(client);
        if (shape.size() == 0) {
            return;
        }
        Random random = trial.random();
        for (int i = 0; i < trial.subject().often(CALLS); i++) {
            int length = (int) Math.min(shape.size(), shape.length(random.nextInt(4096)));
            long at = shape.aligned(random.nextLong(shape.size() - length + 1));
            for (Kind kind : Kind.values()) {
                if (kind.isOffered(shape)) {
                    ask(client, new Step(kind, 0, at, length, 0, i));
                }
            }
        }
    }

    private static void ask(NbdClient client, Step step) throws IOException {
        try {
            step.ask(client);
        } catch (RequestFailedException e) {
            // Whether a request may fail is another property's question; here it only has to be quick.
            return;
        }
    }
}
