// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import java.io.Serial;

/** The protocol has no reply to what a client has sent; the connection has to be closed. */
final class ViolationException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    ViolationException(String message) {
        super(message);
    }
}
