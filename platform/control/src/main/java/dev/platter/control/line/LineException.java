// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control.line;

import java.io.IOException;

/** The received bytes are not a line of the protocol. The message is a sentence for the sender. */
public final class LineException extends IOException {
    private static final long serialVersionUID = 1L;

    LineException(String message) {
        super(message);
    }
}
