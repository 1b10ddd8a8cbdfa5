// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nbd;

import java.util.Optional;
import java.util.StringJoiner;

/**
 * The error numbers that travel in a reply. The protocol document allows these and no others; a client treats a number
 * that it does not know as {@link #EINVAL}.
 *
 * @since 0.1
 */
public enum NbdError {
    /** Operation not permitted: a write to a read-only export. */
    EPERM(1),
    /** Input/output error: the storage failed. */
    EIO(5),
    /** The server has no memory left for this. */
    ENOMEM(12),
    /** The request makes no sense, or reaches beyond the end of the export. */
    EINVAL(22),
    /** The storage is full, or a write reaches beyond the end of the export. */
    ENOSPC(28),
    /** The answer would be too large, for example a read that DF forbids to split. */
    EOVERFLOW(75),
    /** Not supported here, for example zeroes that are no faster than a write. */
    ENOTSUP(95),
    /** The server is going away. */
    ESHUTDOWN(108);

    private final int code;

    NbdError(int code) {
        this.code = code;
    }

    /** {@return the number on the wire, which is that of Linux on every system} */
    public int code() {
        return code;
    }

    /**
     * Reads the name of an error, as the value of a parameter.
     *
     * @param text what a user wrote, such as {@code EIO}
     * @return the error
     * @throws IllegalArgumentException if no error has that name; the message has all names
     */
    public static NbdError parse(String text) {
        StringJoiner names = new StringJoiner(", ");
        for (NbdError error : values()) {
            if (error.name().equals(text)) {
                return error;
            }
            names.add(error.name());
        }
        throw new IllegalArgumentException("the protocol has no error '" + text + "' (write one of " + names + ")");
    }

    /**
     * The error with a number.
     *
     * @param code a number from the wire
     * @return the error, or empty if the document does not have that number
     */
    public static Optional<NbdError> of(int code) {
        for (NbdError error : values()) {
            if (error.code == code) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }
}
