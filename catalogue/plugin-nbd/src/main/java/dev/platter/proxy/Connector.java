// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.proxy;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Registration;
import dev.platter.client.Handshake;
import dev.platter.client.NbdDisk;
import dev.platter.client.Transport;
import dev.platter.client.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Connects to the other server, again if it fails, and no longer than the client waits for it. */
final class Connector {
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final Route route;
    private final Tls tls;
    private final int retries;
    private final Context context;

    /** @param retries how often to try again */
    Connector(Route route, Tls tls, int retries, Context context) {
        this.route = route;
        this.tls = tls;
        this.retries = retries;
        this.context = context;
    }

    /**
     * Opens an export for a client alone, whose event loop does the work where it can.
     *
     * @param client the client that waits
     * @param exportName of the other server
     * @return the disk, whose requests are given up when the client has gone
     */
    NbdDisk own(Client client, String exportName) throws IOException {
        NbdDisk disk = patiently(client, attempt -> NbdDisk.over(begin(attempt), exportName, client.poller()));
        client.whenGone(disk::abort);
        return disk;
    }

    /** Opens an export for any number of clients, while one of them waits. */
    NbdDisk common(Client client, String exportName) throws IOException {
        return patiently(client, attempt -> NbdDisk.over(begin(attempt), exportName, Optional.empty()));
    }

    interface Question<R> {
        R ask(Handshake handshake) throws IOException;
    }

    /** Asks the other server without choosing an export. */
    <R> R ask(Client client, Question<R> question) throws IOException {
        return once(client, attempt -> {
            Handshake handshake = begin(attempt);
            try {
                return question.ask(handshake);
            } finally {
                leave(handshake);
            }
        });
    }

    /** Servers that do not say goodbye have answered the question all the same. */
    private static void leave(Handshake handshake) {
        try {
            handshake.abort();
        } catch (IOException e) {
            // The connection is closed in any case.
        }
    }

    private interface Try<R> {
        R of(Attempt attempt) throws IOException;
    }

    private <R> R patiently(Client client, Try<R> opening) throws IOException {
        for (int left = retries; ; left--) {
            try {
                return once(client, opening);
            } catch (IOException e) {
                if (left == 0 || client.isGone()) {
                    throw e;
                }
                context.logger().log(System.Logger.Level.DEBUG, "connect failed; will try again: {0}", e.getMessage());
            }
            context.sleep(client, BETWEEN_TRIES);
        }
    }

    private <R> R once(Client client, Try<R> opening) throws IOException {
        Attempt attempt = new Attempt();
        try (Registration _ = client.whenGone(attempt::end)) {
            return opening.of(attempt);
        }
    }

    private Handshake begin(Attempt attempt) throws IOException {
        Transport transport = route.connect(attempt);
        try {
            Handshake handshake = Handshake.begin(new Wire(transport));
            tls.start(handshake);
            return handshake;
        } catch (IOException e) {
            transport.close();
            throw route.explained(e);
        } catch (RuntimeException e) {
            transport.close();
            throw e;
        }
    }
}
