// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import dev.platter.client.BlockSizes;
import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads the beginning of an export and asks file(1) what it is. */
final class ContentProbe {
    /** The number of bytes that file(1) looks at. */
    private static final int BEGINNING = 1 << 20;

    private final List<String> command;

    /**
     * Makes a probe.
     *
     * @param command the command to run: it reads the bytes from its standard input and prints what they are
     */
    ContentProbe(List<String> command) {
        this.command = List.copyOf(command);
    }

    ContentProbe() {
        this(List.of("file", "-b", "-"));
    }

    /** What the export holds; empty if the command is not installed or does not know. */
    Optional<String> contentOf(NbdUri export) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException notInstalled) {
            return Optional.empty();
        }
        try {
            byte[] beginning = read(export);
            feed(process, beginning);
            String content = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 && !content.isEmpty() ? Optional.of(content) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while " + command + " ran");
            interrupted.initCause(e);
            throw interrupted;
        } finally {
            process.destroy();
        }
    }

    private static byte[] read(NbdUri export) throws IOException {
        try (NbdClient client = NbdClient.connect(export)) {
            long maximum = client.export().blockSizes().map(BlockSizes::maximum).orElse((long) BEGINNING);
            long length = Math.min(Math.min(client.export().size(), BEGINNING), maximum);
            ByteBuffer beginning = ByteBuffer.allocate((int) length);
            if (length > 0) {
                client.read(0, beginning, 0);
            }
            return beginning.array();
        }
    }

    private static void feed(Process process, byte[] bytes) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(bytes);
        } catch (IOException closedByReader) {
            // The command has stopped reading, since it has seen enough.
            return;
        }
    }
}
