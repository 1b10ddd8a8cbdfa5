// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api.parameters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A password or a key. Its value never appears in a message, a log or a dump. A user writes where it comes from, as in
 * nbdkit:
 *
 * <ul>
 *   <li>{@code PASSWORD}, the secret itself, which other users of the machine can see in the list of processes;
 *   <li>{@code +FILE}, the first line of a file;
 *   <li>{@code -}, the user is asked for it on the terminal;
 *   <li>{@code -FD}, the first line that can be read from a file descriptor that the server inherits, by its number,
 *       from 3 on. Not on Windows.
 * </ul>
 *
 * <p>A secret that itself begins with {@code +} or {@code -} must be put into a file.
 *
 * @since 0.1
 */
public final class Secret {
    private static final int FIRST_DESCRIPTOR = 3;

    private final Source source;

    private Secret(Source source) {
        this.source = source;
    }

    /**
     * Reads where a secret comes from. The secret itself is not read yet.
     *
     * @param text what a user wrote
     * @param folder the folder that a relative {@code FILE} begins at
     * @return the secret
     * @throws IllegalArgumentException if the text has none of the four forms; the message does not repeat it
     */
    public static Secret parse(String text, Path folder) {
        if (text.equals("-")) {
            return new Secret(new Terminal());
        }
        if (text.startsWith("-")) {
            return new Secret(new Lines(descriptor(text.substring(1))));
        }
        if (!text.startsWith("+")) {
            return new Secret(new Given(text));
        }
        if (text.length() == 1) {
            throw new IllegalArgumentException("write a file name after the +");
        }
        try {
            return new Secret(new Lines(folder.toAbsolutePath().resolve(text.substring(1))));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("the text after the + is not a path: " + e.getReason(), e);
        }
    }

    private static Path descriptor(String number) {
        try {
            int descriptor = Integer.parseInt(number);
            if (descriptor < FIRST_DESCRIPTOR) {
                throw new IllegalArgumentException(
                        "cannot use password -FD for stdin/stdout/stderr: use a descriptor from " + FIRST_DESCRIPTOR
                                + " on, not " + descriptor);
            }
            return Path.of("/dev/fd/" + descriptor);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a secret that begins with - names a file descriptor by its number,"
                    + " and this one is not a number; put the secret into a file and write +FILE");
        }
    }

    /**
     * Whether {@link #reveal} asks the user on the terminal.
     *
     * @return true if it needs a terminal
     */
    public boolean isAskedFor() {
        return source instanceof Terminal;
    }

    /**
     * Fetches the secret. Call this once, in {@code prepare}, which has the user's terminal and privileges; it may wait
     * for the user.
     *
     * @return the secret, without a line's end
     * @throws IOException if the file or descriptor cannot be read, or if a terminal is needed and there is none
     */
    public String reveal() throws IOException {
        return source.read();
    }

    @Override
    public String toString() {
        return "***";
    }

    /** One of the four places that a secret can come from. */
    private sealed interface Source {
        String read() throws IOException;
    }

    private record Given(String secret) implements Source {
        @Override
        public String read() {
            return secret;
        }
    }

    private record Lines(Path file) implements Source {
        @Override
        public String read() throws IOException {
            try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                return Objects.requireNonNullElse(lines.readLine(), "");
            }
        }
    }

    private record Terminal() implements Source {
        @Override
        public String read() throws IOException {
            var console = System.console();
            char[] typed = console.isTerminal() ? console.readPassword("password: ") : null;
            if (typed == null) {
                throw new IOException(
                        "stdin is not a tty, cannot read password interactively; write +FILE to read it from a file");
            }
            return new String(typed);
        }
    }
}
