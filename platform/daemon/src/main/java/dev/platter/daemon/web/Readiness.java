// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import dev.platter.server.steering.Steering;

/** {@code /readyz}: whether clients should connect to this server. */
final class Readiness implements Resource {
    private final Steering server;

    Readiness(Steering server) {
        this.server = server;
    }

    @Override
    public Answer answer(String accept) {
        String state = server.status().state();
        return state.equals("ready") ? Answer.text(200, state) : Answer.text(503, "not ready: the server is " + state);
    }
}
