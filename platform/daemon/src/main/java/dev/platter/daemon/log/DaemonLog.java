// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.log;

import dev.platter.server.definition.ServerSettings.LogFormat;
import dev.platter.server.log.ServerLog;

/** The log as a configuration wants it. */
public final class DaemonLog {
    private DaemonLog() {}

    /**
     * A log on the standard error.
     *
     * @param format how a line looks
     * @param threshold the least level that is shown
     * @return the log
     */
    public static ServerLog onStandardError(LogFormat format, System.Logger.Level threshold) {
        return switch (format) {
            case JSON -> ServerLog.on(System.err, new JsonFormat(), threshold);
            case TEXT -> ServerLog.onStandardError(threshold);
        };
    }
}
