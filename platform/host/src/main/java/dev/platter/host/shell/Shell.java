// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.shell;

/**
 * Somebody's session with the framework's shell: what is assigned to a variable is there for the next line. Without any thread
 * of its own it costs next to nothing between two lines.
 *
 * <p>May be used by any thread, and runs one text after the other.
 *
 * @since 0.1
 */
public interface Shell extends AutoCloseable {
    /**
     * Runs a line, or several, and waits for its end.
     *
     * @param text in Gogo's language, for example {@code lb | grep memory}
     * @return what it has printed, and how it has ended; what fails is told there
     */
    ShellReply run(String text);

    /** Ends the session and whatever it runs. Does nothing the second time. */
    @Override
    void close();
}
