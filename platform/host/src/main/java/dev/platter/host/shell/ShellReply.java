// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.shell;

import java.util.Optional;

/**
 * What has come of a text that was run. Nothing but text, so that no bundle stays because somebody has looked at it.
 *
 * @param output what it has printed
 * @param problem why it has failed, in a sentence for people; empty if it has not
 * @param unfinished whether a quote or bracket is still open, so that nothing was run yet: the text is to be sent again with what
 *     follows it
 * @param ended whether the text has asked for the end of the session
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
