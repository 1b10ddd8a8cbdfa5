// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

import java.time.Instant;
import java.util.Optional;

/**
 * What somebody has logged.
 *
 * @param logger whose logger it was; empty for the server as a whole
 */
public record Entry(
        Instant time, System.Logger.Level level, String logger, String message, Optional<Throwable> thrown) {
    /** The message, with who says it. */
    public String sentence() {
        return logger.isEmpty() ? message : logger + ": " + message;
    }
}
