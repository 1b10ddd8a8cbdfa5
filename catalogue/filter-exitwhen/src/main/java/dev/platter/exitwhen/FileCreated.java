// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.exitwhen;

import java.nio.file.Files;
import java.nio.file.Path;

record FileCreated(Path file) implements Event {
    @Override
    public boolean hasHappened() {
        return Files.exists(file);
    }

    @Override
    public String sentence() {
        return "exit-when-file-created: detected " + file + " created";
    }
}
