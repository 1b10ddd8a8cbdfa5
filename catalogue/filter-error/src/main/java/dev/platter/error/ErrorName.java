// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.error;

import dev.platter.nbd.NbdError;

/**
 * An error as users write it, in capitals.
 *
 * @param error the error
 */
public record ErrorName(NbdError error) {
    static final String SYNTAX = "EPERM|EIO|ENOMEM|EINVAL|ENOSPC|EOVERFLOW|ENOTSUP|ESHUTDOWN";

    /**
     * Reads a name.
     *
     * @param text what a user wrote
     * @return the error
     * @throws IllegalArgumentException if no error has that name
     */
    public static ErrorName parse(String text) {
        for (NbdError error : NbdError.values()) {
            if (error.name().equals(text)) {
                return new ErrorName(error);
            }
        }
        throw new IllegalArgumentException(
                "the protocol has no error '" + text + "' (write one of " + SYNTAX.replace("|", ", ") + ")");
    }

    @Override
    public String toString() {
        return error.name();
    }
}
