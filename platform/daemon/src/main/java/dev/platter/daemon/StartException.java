// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

/** Says why the server does not start. The message is for people: one sentence, or a line for each thing that is wrong. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
