// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file with a line for each entry. */
final class LogFile implements Destination {
    private final OutputStream file;

    private LogFile(OutputStream file) {
        this.file = file;
    }

    static LogFile open(Path path, boolean append) throws IOException {
        try {
            return new LogFile(Files.newOutputStream(
                    path,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING));
        } catch (IOException e) {
            throw new IOException(
                    "cannot write to the logfile " + path + " (" + e + "): choose a file that can be written to", e);
        }
    }

    /** Writes in one call, so that lines of other servers that append to the same file do not come in between. */
    @Override
    public void write(List<Entry> entries) throws IOException {
        StringBuilder lines = new StringBuilder();
        entries.forEach(entry -> lines.append(entry.line()));
        file.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
