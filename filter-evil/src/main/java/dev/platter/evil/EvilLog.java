// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A file with a line of JSON for each bit that was corrupted. The line is written before the client gets the bit. Lines
 * of one read stay together, unless they are very many.
 *
 * <p>If the file cannot be written, the disk is served all the same, and the log says so once. Nothing more is written
 * then, since a log with a gap would be mistaken for a complete one.
 */
final class EvilLog implements CorruptionLog {
    /** The number of characters that are gathered before they are written. */
    private static final int ENOUGH = 1 << 16;

    private final Path path;
    private final OutputStream file;
    private final InstantSource clock;
    private final System.Logger logger;
    private boolean broken;

    /**
     * @param path the file's name for messages
     * @param file the open file, from {@link #create}; the caller closes it
     */
    EvilLog(Path path, OutputStream file, InstantSource clock, System.Logger logger) {
        this.path = path;
        this.file = file;
        this.clock = clock;
        this.logger = logger;
    }

    static OutputStream create(Path path) throws IOException {
        try {
            return Files.newOutputStream(path);
        } catch (IOException e) {
            throw new IOException(
                    "cannot write to evil-log=" + path + " (" + reason(e) + "): choose a file that can be written to",
                    e);
        }
    }

    /** The messages of these exceptions are nothing but the name of the file. */
    private static @Nullable String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such folder";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> e.getMessage();
        };
    }

    @Override
    public Lines begin(long connection) {
        return new Pending(clock.instant(), connection);
    }

    private synchronized void write(CharSequence lines) {
        if (broken) {
            return;
        }
        try {
            file.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            broken = true;
            logger.log(
                    Level.ERROR,
                    "evil-log=" + path + " is incomplete, and nothing more is written to it; the disk is served as"
                            + " before: " + e.getMessage(),
                    e);
        }
    }

    private final class Pending implements Lines {
        private final String beginning;
        private final StringBuilder lines = new StringBuilder();

        Pending(Instant time, long connection) {
            beginning = "{\"time\":\"" + time + "\",\"connection\":" + connection + ",\"offset\":";
        }

        @Override
        public void corrupted(long offset, int bit, boolean was) {
            lines.append(beginning).append(offset).append(",\"bit\":").append(bit);
            lines.append(was ? ",\"was\":1,\"became\":0}\n" : ",\"was\":0,\"became\":1}\n");
            if (lines.length() >= ENOUGH) {
                close();
            }
        }

        @Override
        public void close() {
            if (!lines.isEmpty()) {
                write(lines);
                lines.setLength(0);
            }
        }
    }
}
