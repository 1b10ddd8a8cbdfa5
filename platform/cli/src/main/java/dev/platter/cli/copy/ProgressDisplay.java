// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.cli.options.GivenOptions;
import dev.platter.cli.options.OptionException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Shows progress where it is wanted. */
interface ProgressDisplay {
    /**
     * Shows that a work begins.
     *
     * @param title of the work, a word
     * @param size in bytes, if it is known
     */
    Progress begin(String title, OptionalLong size);

    /**
     * The display that a command line asks for.
     *
     * @param terminal whether standard error is one
     * @param err standard error
     * @throws OptionException if the descriptor cannot be used
     */
    static ProgressDisplay of(GivenOptions given, boolean terminal, PrintStream err) throws OptionException {
        if (given.last("progress").isPresent()) {
            PrintStream lines = descriptor(given.last("progress").get());
            return (_, size) -> new ProgressLines(size, lines);
        }
        return terminal || given.has("progress")
                ? (title, size) -> new ProgressBarLine(title, size, err)
                : (_, _) -> Progress.NONE;
    }

    private static PrintStream descriptor(String number) throws OptionException {
        try {
            if (Integer.parseInt(number) >= 0) {
                return new PrintStream(new FileOutputStream("/dev/fd/" + number), false, StandardCharsets.UTF_8);
            }
        } catch (NumberFormatException | IOException e) {
            // The same sentence says what is possible.
        }
        throw new OptionException("--progress=" + number + ": the number of an open file descriptor is needed");
    }
}
