// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.shell;

/**
 * A shell cannot be opened, or a command is refused. The message is a sentence for people.
 *
 * @since 0.1
 */
public final class ShellException extends Exception {
    private static final long serialVersionUID = 1L;

    ShellException(String message) {
        super(message);
    }
}
