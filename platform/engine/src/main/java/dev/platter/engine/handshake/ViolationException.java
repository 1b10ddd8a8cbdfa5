// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import java.io.Serial;

/** What a client has sent can be answered in no way but by closing the connection. */
final class ViolationException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    ViolationException(String message) {
        super(message);
    }
}
