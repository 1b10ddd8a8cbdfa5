// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.testkit.Served;
import java.io.IOException;

/** A parameter that cannot work is refused with a message that names it. */
final class CulpritProperty implements Property {
    @Override
    public String name() {
        return "an error names its culprit";
    }

    @Override
    public void check(Trial trial) throws Exception {
        for (Refusal refusal : trial.subject().refusals()) {
            String message = refusal(trial, trial.subject().with(refusal.key(), refusal.value()), refusal);
            Broken.unless(
                    message.contains(refusal.culprit()),
                    () -> refusal.key() + "=" + refusal.value() + " was refused, but the message does not mention '"
                            + refusal.culprit() + "': " + message);
        }
    }

    private static String refusal(Trial trial, Subject subject, Refusal refusal) throws Exception {
        try (Served served = trial.serve(subject)) {
            served.client();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
        throw new Broken(refusal.key() + "=" + refusal.value() + " was not refused, neither at the start nor by the"
                + " first client");
    }
}
