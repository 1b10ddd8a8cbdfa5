package dev.platter.host.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
        try {
            Files.writeString(file, why + System.lineSeparator());
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
