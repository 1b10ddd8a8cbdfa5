// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The file beside a jar that says why the jar is not used. */
final class ErrorFile {
    private static final String SUFFIX = ".error";

    private final Path file;
    private final System.Logger log;

    ErrorFile(Path jar, System.Logger log) {
        file = jar.resolveSibling(jar.getFileName() + SUFFIX);
        this.log = log;
    }

    void write(String why) {
        Path hidden = file.resolveSibling("." + file.getFileName());
        try {
            // Move the file into place as a whole, since a program that waits for it reads it at once.
            Files.writeString(hidden, why + System.lineSeparator());
            Files.move(hidden, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            log.log(System.Logger.Level.WARNING, file + " cannot be written: " + e.getMessage());
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.log(System.Logger.Level.WARNING, file + " cannot be removed: " + e.getMessage());
        }
    }
}
