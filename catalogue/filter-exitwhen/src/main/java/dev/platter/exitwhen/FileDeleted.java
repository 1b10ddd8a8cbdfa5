// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.exitwhen;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file that cannot be looked at, as in a folder that is closed to this user, does not count as deleted. */
record FileDeleted(Path file) implements Event {
    @Override
    public boolean hasHappened() {
        return Files.notExists(file);
    }

    @Override
    public String sentence() {
        return "exit-when-file-deleted: detected " + file + " deleted";
    }
}
