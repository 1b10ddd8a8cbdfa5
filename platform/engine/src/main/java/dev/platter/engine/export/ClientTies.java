// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import dev.platter.api.Poller;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What ties the members of a chain to one client's connection, until the disk that was opened for it is closed. */
final class ClientTies {
    private final Farewells farewells;
    private final @Nullable MembersPoller poller;
    private final Optional<Trace> trace;

    /**
     * Creates ties that hold nothing yet.
     *
     * @param client the client as its connection knows it
     * @param failed is told what a task on the event loop has thrown
     */
    ClientTies(Client client, Farewells.Room room, Consumer<Throwable> failed) {
        farewells = new Farewells(client, room);
        trace = Trace.of(client);
        poller = client.poller().map(loop -> new MembersPoller(loop, failed)).orElse(null);
    }

    /** What members want to do when the client has gone. */
    Farewells farewells() {
        return farewells;
    }

    /** The event loop of the connection, if it can watch descriptors. */
    Optional<Poller> poller() {
        return Optional.ofNullable(poller);
    }

    /** Tells the connection's log of calls, if anybody wants to know. */
    Optional<Trace> trace() {
        return trace;
    }

    /** Cuts them. Called on a thread that may wait. */
    void close() {
        farewells.close();
        if (poller != null) {
            poller.close();
        }
    }
}
