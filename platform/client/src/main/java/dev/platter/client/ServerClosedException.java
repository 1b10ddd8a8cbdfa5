// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.EOFException;

/**
 * The server closed the connection in the middle of a message, or before it answered. If a server resets the
 * connection, the exception is a plain {@link java.io.IOException} of the system.
 */
public final class ServerClosedException extends EOFException {
    private static final long serialVersionUID = 1L;

    ServerClosedException(String message) {
        super(message);
    }
}
