// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.options;

import java.io.Serial;

/** A command line that cannot be understood. The message is a sentence for the user who typed it. */
public final class OptionException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /**
     * Says what is wrong.
     *
     * @param message a sentence
     */
    public OptionException(String message) {
        super(message);
    }

    OptionException(String message, Throwable cause) {
        super(message, cause);
    }
}
