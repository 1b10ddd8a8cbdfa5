// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.IOException;

/**
 * The server said what the protocol does not allow, or does not speak a protocol that this client knows. The message says
 * what was asked, what came, and what may come. The connection is of no use any more.
 */
public final class NbdProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    NbdProtocolException(String message) {
        super(message);
    }
}
