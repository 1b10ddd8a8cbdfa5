// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.steering;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What has gone over an export, or over one of its connections. The numbers only grow; whoever wants rates takes the
 * difference of two snapshots.
 *
 * @param export the name of the export; whatever its revisions, it has one entry
 * @param connection the number of the connection; empty for the export as a whole, with the connections that have ended
 * @param requests how many requests have been answered
 * @param bytesRead how much has been read, in bytes
 * @param bytesWritten how much has been written, in bytes
 * @param errors how many requests have failed
 * @param busy how long the answered requests have taken from arrival to reply, added up; empty where nobody measures it
 */
public record Traffic(
        String export,
        OptionalLong connection,
        long requests,
        long bytesRead,
        long bytesWritten,
        long errors,
        Optional<Duration> busy) {}
