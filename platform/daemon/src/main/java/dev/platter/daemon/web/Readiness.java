// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import dev.platter.server.steering.Steering;
import java.util.List;
import java.util.function.Supplier;

/** {@code /readyz}: whether clients should connect to this server. */
final class Readiness implements Resource {
    private final Steering server;
    private final Supplier<List<String>> troubles;

    Readiness(Steering server, Supplier<List<String>> troubles) {
        this.server = server;
        this.troubles = troubles;
    }

    @Override
    public Answer answer(Asked asked) {
        String state = server.status().state();
        if (!state.equals("ready")) {
            return Answer.text(503, "not ready: the server is " + state);
        }
        List<String> found = troubles.get();
        return found.isEmpty() ? Answer.text(200, state) : Answer.text(503, "not ready: " + String.join("; ", found));
    }
}
