// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.EOFException;

/**
 * The server closed the connection where it owed something: in the middle of a message, or before it answered. A connection
 * that a server resets is a plain {@link java.io.IOException} of the system.
 */
public final class ServerClosedException extends EOFException {
    private static final long serialVersionUID = 1L;

    ServerClosedException(String message) {
        super(message);
    }
}
