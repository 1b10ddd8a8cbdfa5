// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.shell;

/**
 * A session with the framework's shell. Variables keep their values between lines. A session has no thread, so an idle one
 * costs next to nothing.
 *
 * <p>Any thread may use it; it runs one text after the other.
 *
 * @since 0.1
 */
public interface Shell extends AutoCloseable {
    /**
     * Runs one or more lines, and waits for their end.
     *
     * @param text in Gogo's language, for example {@code lb | grep memory}
     * @return the output and the result; failures are reported there
     */
    ShellReply run(String text);

    /** Ends the session and its running command. Does nothing the second time. */
    @Override
    void close();
}
