package dev.platter.api.parameters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A password or a key. It never shows itself in a message, a log or a dump. Where it comes from is written as in
 * nbdkit: {@code PASSWORD} itself, {@code +FILE} for the first line of a file, or {@code -} to be asked for on the
 * terminal.
 *
 * @since 0.1
 */
public final class Secret {
    private final String source;

    private Secret(String source) {
        this.source = source;
    }

    /**
     * Takes down where a secret comes from. Nothing is read yet.
     *
     * @param text what a user wrote
     * @return the secret
     */
    public static Secret parse(String text) {
        return new Secret(text);
    }

    /**
     * Whether it has to be asked for.
     *
     * @return true if {@link #reveal} needs a terminal
     */
    public boolean isAskedFor() {
        return source.equals("-");
    }

    /**
     * Fetches the secret. Call this in {@code prepare}, which has the user's terminal and privileges.
     *
     * @return the secret, without a line's end
     * @throws IOException if the file cannot be read, or there is no terminal to ask on
     */
    public String reveal() throws IOException {
        if (isAskedFor()) {
            return ask();
        }
        if (!source.startsWith("+")) {
            return source;
        }
        try (var lines = Files.newBufferedReader(Path.of(source.substring(1)), StandardCharsets.UTF_8)) {
            return Objects.requireNonNullElse(lines.readLine(), "");
        }
    }

    private static String ask() throws IOException {
        var console = System.console();
        char[] typed = console.isTerminal() ? console.readPassword("password: ") : null;
        if (typed == null) {
            throw new IOException(
                    "there is no terminal to ask for the password on; write +FILE to read it from a file");
        }
        return new String(typed);
    }

    @Override
    public String toString() {
        return "***";
    }
}
