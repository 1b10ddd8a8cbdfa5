// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import dev.platter.nbd.NbdError;
import java.io.IOException;

/**
 * An error that a client sees: its number in any reply, its sentence in structured replies.
 *
 * <p>Any other {@link IOException} reaches the client as {@code EIO} with its message, or as {@code ENOSPC} if it says
 * that the storage is full. Any other exception that a plugin or filter throws is {@code EIO} for that request, and a
 * line in the log.
 *
 * @since 0.1
 */
public class DiskException extends IOException {
    private static final long serialVersionUID = 1L;

    private final NbdError error;

    /**
     * Makes an error.
     *
     * @param error its number
     * @param message a sentence for people: what was asked, what is possible, what to do
     */
    public DiskException(NbdError error, String message) {
        super(message);
        this.error = error;
    }

    /**
     * Makes an error with a cause.
     *
     * @param error its number
     * @param message a sentence for people
     * @param cause what happened, for the log
     */
    public DiskException(NbdError error, String message, Throwable cause) {
        super(message, cause);
        this.error = error;
    }

    /** {@return the error's number} */
    public NbdError error() {
        return error;
    }
}
