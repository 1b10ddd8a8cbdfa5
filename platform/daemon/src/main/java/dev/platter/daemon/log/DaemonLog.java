// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.log;

import dev.platter.server.definition.ServerDefinition.ServerSettings.LogFormat;
import dev.platter.server.log.ServerLog;

/** Opens the log in the configured format. */
public final class DaemonLog {
    private DaemonLog() {}

    /**
     * Opens a log on standard error.
     *
     * @param format the format of a line
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
