// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.io.IOException;

/** The server refused an option of the handshake. The handshake goes on. */
public final class ErrorReplyException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int option;
    private final int type;
    private final String text;

    ErrorReplyException(int option, int type, String text) {
        super("the server refused " + Options.nameOf(option) + " with " + OptionReplies.nameOf(type)
                + (text.isEmpty() ? "" : ": " + text));
        this.option = option;
        this.type = type;
        this.text = text;
    }

    /** {@return the option that was refused, one of {@link Options}} */
    public int option() {
        return option;
    }

    /** {@return one of {@link OptionReplies}' errors, or one that the protocol does not know} */
    public int type() {
        return type;
    }

    /** {@return the server's text, empty if it sent none} */
    public String text() {
        return text;
    }
}
