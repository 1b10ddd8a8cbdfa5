// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.steering;

import java.time.Instant;

/**
 * A client that is connected.
 *
 * @param id the number of the connection, as in the log
 * @param client its origin: an address, or {@code unix} with the process, user and group
 * @param export the export that it uses; empty while it negotiates
 * @param tls the version of TLS and the client's identity; empty without TLS
 * @param since when it connected
 * @param requests how many of its requests have been answered
 * @param bytesRead how much it has read, in bytes
 * @param bytesWritten how much it has written, in bytes
 * @param errors how many of its requests have failed
 */
public record ConnectionStatus(
        long id,
        String client,
        String export,
        String tls,
        Instant since,
        long requests,
        long bytesRead,
        long bytesWritten,
        long errors) {}
