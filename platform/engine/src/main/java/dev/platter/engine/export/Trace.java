// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Tells the log of a connection what the members of its chain are asked, in the words of nbdkit's <i>--verbose</i>, which scripts look for:
 * that a disk is opened and closed at the level DEBUG, and each request at the level TRACE.
 *
 * @param log of the connection
 * @param requests whether requests are told
 */
record Trace(System.Logger log, boolean requests) {
    /** The trace for a client; empty where nobody would see it. */
    static Optional<Trace> of(Client client) {
        return client instanceof LoggedClient logged && logged.log().isLoggable(Level.DEBUG)
                ? Optional.of(new Trace(logged.log(), logged.log().isLoggable(Level.TRACE)))
                : Optional.empty();
    }

    /** The trace for a client as a member sees it, before it opens a disk for the client. */
    static Optional<Trace> opening(Member member, Client client) {
        Optional<Trace> trace =
                client instanceof MembersClient seen ? seen.ties().trace() : Optional.empty();
        trace.ifPresent(it -> it.tell(
                Level.DEBUG,
                member,
                "open readonly=" + digit(client.readOnly()) + " exportname=\"" + client.exportName() + "\" tls="
                        + digit(client.tls().isPresent())));
        return trace;
    }

    /** The disk that a member has opened, whose calls are told. */
    Disk of(Member member, Disk disk) {
        return requests ? new TracedRequests(disk, member, this) : new TracedDisk(disk, member, this);
    }

    void tell(Level level, Member member, String what) {
        log.log(level, member.name() + ": " + what);
    }

    static int digit(boolean yes) {
        return yes ? 1 : 0;
    }
}
