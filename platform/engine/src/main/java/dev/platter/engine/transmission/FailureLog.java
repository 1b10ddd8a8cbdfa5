// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.engine.traffic.Meter;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.lang.System.Logger.Level;

/** Logs the errors that clients are told, since most clients show only a number. */
final class FailureLog {
    private final System.Logger logger;
    private final Meter meter;

    FailureLog(System.Logger logger, Meter meter) {
        this.logger = logger;
        this.meter = meter;
    }

    /**
     * Logs a failure of a disk. A disk that cannot do something fast has not failed, so that is logged for debugging
     * only.
     */
    void failed(int command, long offset, long length, IOException failure) {
        meter.failed(command);
        Level level = Errors.numberOf(failure) == NbdError.ENOTSUP ? Level.DEBUG : Level.ERROR;
        logger.log(level, sentence(command, offset, length, failure));
    }

    /** Logs an invalid request, which never reached a disk. */
    void refused(int command, long offset, long length, IOException refusal) {
        meter.failed(command);
        if (logger.isLoggable(Level.DEBUG)) {
            logger.log(Level.DEBUG, "invalid request: " + sentence(command, offset, length, refusal));
        }
    }

    private static String sentence(int command, long offset, long length, IOException failure) {
        return Commands.nameOf(command) + " of " + length + " bytes at " + offset + ": " + Errors.sentenceOf(failure);
    }
}
