// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.DiskException;
import dev.platter.client.NbdClient;
import dev.platter.client.RequestFailedException;
import dev.platter.nbd.NbdError;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.FakeDisk.Method;
import dev.platter.testkit.Served;
import java.io.IOException;

/** If the disk behind a filter fails, the client gets that disk's error, and can go on when the disk works again. */
final class NextFailsProperty implements Property {
    @Override
    public String name() {
        return "a failure of the disk behind reaches the client";
    }

    @Override
    public void check(Trial trial) throws IOException {
        Served served = trial.serve();
        NbdClient client = served.client();
        Shape shape = Shape.of(client);
        int length = (int) Math.min(shape.size(), shape.length(4096));
        if (length == 0) {
            return;
        }
        for (Kind kind : Kind.values()) {
            if (kind.isOffered(shape)) {
                for (Method method : Method.values()) {
                    if (method.compareTo(Method.READ) >= 0 && method.compareTo(Method.EXTENTS) <= 0) {
                        fails(trial, client, new Step(kind, 0, 0, length, 0, 1), method);
                    }
                }
            }
        }
    }

    private static void fails(Trial trial, NbdClient client, Step step, Method method) throws IOException {
        FakeDisk behind = trial.behind();
        String sentence = "the disk behind has lost its way in " + method;
        behind.forget();
        behind.fail(method, new DiskException(NbdError.ENOSPC, sentence));
        boolean onPurpose = trial.subject().has(Trait.FAILS_ON_PURPOSE);
        // A filter that fills its memory in the background may still do so because of an earlier request, and meet the
        // failure.
        boolean inBackground = method == Method.READ && trial.subject().has(Trait.ANSWERS_FROM_MEMORY);
        try {
            step.ask(client);
            Broken.unless(
                    inBackground || behind.count(method) == 0,
                    () -> step + " was answered with success, but " + method + " of the disk behind had failed");
        } catch (RequestFailedException e) {
            Broken.unless(
                    onPurpose || (String.valueOf(e.getMessage()).contains(sentence) && e.error() == NbdError.ENOSPC),
                    () -> "the disk behind failed with ENOSPC, '" + sentence + "'; the client was told: "
                            + e.getMessage());
        } finally {
            behind.heal();
        }
        try {
            step.ask(client);
        } catch (RequestFailedException e) {
            Broken.unless(
                    onPurpose, () -> "the disk behind works again, but " + step + " still fails: " + e.getMessage());
        }
    }
}
