// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether output goes to systemd's journal. The variable {@code JOURNAL_STREAM} alone is not enough: every process that a
 * service starts inherits it, even with redirected output. So the variable names the socket by device and inode, which are
 * compared.
 */
final class JournalSocket {
    private JournalSocket() {}

    /**
     * Compares a file with the journal's socket.
     *
     * @param variable the value of {@code JOURNAL_STREAM}, or null if it is not set
     * @param file the output, as a file: {@code /proc/self/fd/2}
     * @return whether they are the same
     */
    static boolean is(@Nullable String variable, Path file) {
        if (variable == null) {
            return false;
        }
        try {
            return variable.equals(Files.getAttribute(file, "unix:dev") + ":" + Files.getAttribute(file, "unix:ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // Without such a file, or without Unix, there is no journal either.
            return false;
        }
    }
}
