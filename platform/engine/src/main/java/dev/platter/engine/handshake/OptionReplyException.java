// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

/** Ends an option with an error reply: a type and a sentence for people. */
final class OptionReplyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int type;

    OptionReplyException(int type, String message) {
        super(message);
        this.type = type;
    }

    int type() {
        return type;
    }
}
