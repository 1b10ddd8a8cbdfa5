// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is written ends up in systemd's journal. The variable {@code JOURNAL_STREAM} alone does not say so: it is
 * inherited by whatever a service starts, and whoever redirects the output there does not unset it. So it names the socket by
 * device and inode.
 */
final class JournalSocket {
    private JournalSocket() {}

    /**
     * Compares.
     *
     * @param variable the value of {@code JOURNAL_STREAM}, or null where it is not set
     * @param file what is written to, as a file: {@code /proc/self/fd/2}
     * @return whether they are the same
     */
    static boolean is(@Nullable String variable, Path file) {
        if (variable == null) {
            return false;
        }
        try {
            return variable.equals(Files.getAttribute(file, "unix:dev") + ":" + Files.getAttribute(file, "unix:ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // No such file, or no Unix: then there is no journal either.
            return false;
        }
    }
}
