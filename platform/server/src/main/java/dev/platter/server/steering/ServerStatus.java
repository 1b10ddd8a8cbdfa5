// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.steering;

import java.time.Instant;
import java.util.List;

/**
 * The server as a whole.
 *
 * @param version Platter's version
 * @param state {@code starting}, {@code ready} or {@code stopping}
 * @param since when it started
 * @param pid its process id
 * @param listeners the listeners, as NBD URIs
 * @param exports how many exports there are
 * @param connections how many clients are connected
 * @param bundles how many bundles can be used
 * @param problems how many bundles cannot
 * @param retiring how many chains were replaced or removed and still have clients
 * @param bytesInFlight how much memory requests hold at the moment, in bytes
 * @param hanging calls of plugins and filters that last long, outside of requests: the bundle, what it does, and since when
 */
public record ServerStatus(
        String version,
        String state,
        Instant since,
        long pid,
        List<String> listeners,
        int exports,
        int connections,
        int bundles,
        int problems,
        int retiring,
        long bytesInFlight,
        List<String> hanging) {}
