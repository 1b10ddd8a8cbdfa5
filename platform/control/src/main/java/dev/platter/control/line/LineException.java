// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control.line;

import java.io.IOException;

/** What has arrived is no line of the protocol. The message is a sentence for whoever has sent it. */
public final class LineException extends IOException {
    private static final long serialVersionUID = 1L;

    LineException(String message) {
        super(message);
    }
}
