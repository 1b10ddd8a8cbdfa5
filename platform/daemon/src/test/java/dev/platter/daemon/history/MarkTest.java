// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.server.steering.Deployment;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The kind of a mark follows from the list of deployments. */
class MarkTest {
    private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

    private static Mark mark(String what) {
        return Mark.of(new Deployment(AT, what, Optional.empty()));
    }

    @Test
    void aReloadIsListedUnderItsCommand() {
        assertEquals(new Mark(AT, Mark.Kind.RELOAD, "reload"), mark("reload"));
        assertEquals(new Mark(AT, Mark.Kind.RELOAD, "reload --force"), mark("reload --force"));
    }

    @Test
    void everythingElseIsADeployment() {
        assertEquals(
                Mark.Kind.DEPLOYMENT, mark("deployed plugin 'memory' 1.2.0").kind());
        assertEquals(Mark.Kind.DEPLOYMENT, mark("export add reloaded").kind());
    }

    @Test
    void aFailureIsAProblemWithItsReason() {
        Deployment failed = new Deployment(AT, "reload", Optional.of("line 3: there is no plugin 'x'"));

        assertEquals(
                new Mark(AT, Mark.Kind.PROBLEM, "reload has failed: line 3: there is no plugin 'x'"), Mark.of(failed));
    }
}
