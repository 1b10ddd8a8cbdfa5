// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.IOException;

/**
 * The server violates the protocol, or does not speak a protocol that this client knows. The message says what was
 * asked, what came, and what is allowed. The connection cannot be used any more.
 */
public final class NbdProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    NbdProtocolException(String message) {
        super(message);
    }
}
