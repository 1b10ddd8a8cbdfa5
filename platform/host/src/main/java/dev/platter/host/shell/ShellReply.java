// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.shell;

import java.util.Optional;

/**
 * The result of running a text. It contains only text, so that it keeps no bundle from being collected.
 *
 * @param output the printed output
 * @param problem why it failed, a sentence for people; empty if it succeeded
 * @param unfinished whether a quote or bracket is still open; then nothing was run, and the text must be sent again with its
 *     continuation
 * @param ended whether the text ended the session
 * @since 0.1
 */
public record ShellReply(String output, Optional<String> problem, boolean unfinished, boolean ended) {
    static ShellReply done(String output) {
        return new ShellReply(output, Optional.empty(), false, false);
    }

    static ShellReply failed(String output, String problem) {
        return new ShellReply(output, Optional.of(problem), false, false);
    }

    static ShellReply openEnded() {
        return new ShellReply("", Optional.empty(), true, false);
    }

    static ShellReply last(String output) {
        return new ShellReply(output, Optional.empty(), false, true);
    }
}
