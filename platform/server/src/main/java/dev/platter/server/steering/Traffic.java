// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.steering;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The traffic of an export, or of one of its connections. The numbers only grow; rates are the difference of two snapshots.
 *
 * @param export the name of the export, which has one entry for all its revisions
 * @param connection the number of the connection; empty for the export as a whole, including connections that have ended
 * @param requests how many requests have been answered
 * @param bytesRead the bytes read
 * @param bytesWritten the bytes written
 * @param errors how many requests have failed
 * @param busy the total time of the answered requests from arrival to reply; empty if it is not measured
 */
public record Traffic(
        String export,
        OptionalLong connection,
        long requests,
        long bytesRead,
        long bytesWritten,
        long errors,
        Optional<Duration> busy) {}
