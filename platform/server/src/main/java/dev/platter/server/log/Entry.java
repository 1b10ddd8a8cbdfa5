// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

import java.time.Instant;
import java.util.Optional;

/**
 * A record of the log.
 *
 * @param logger the logger's name; empty for the server as a whole
 */
public record Entry(
        Instant time, System.Logger.Level level, String logger, String message, Optional<Throwable> thrown) {
    /** The message with the logger's name. */
    public String sentence() {
        return logger.isEmpty() ? message : logger + ": " + message;
    }
}
