// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a script has written to its standard error when it failed: the name of an error, and perhaps a sentence. Without a name it is an
 * input or output error, and all of it the sentence.
 *
 * @param error what the client is told
 * @param sentence in words, perhaps empty
 */
record Complaint(NbdError error, String sentence) {
    /** The names that are not the protocol's, but have a counterpart there. */
    private static final Map<String, NbdError> OTHER_NAMES = Map.of(
            "EROFS", NbdError.EPERM,
            "EDQUOT", NbdError.ENOSPC,
            "EFBIG", NbdError.ENOSPC,
            "EOPNOTSUPP", NbdError.ENOTSUP);

    /**
     * Reads it.
     *
     * @param otherwise the error if none is named
     */
    static Complaint of(String text, NbdError otherwise) {
        String stripped = text.strip();
        int end = 0;
        while (end < stripped.length() && !Character.isWhitespace(stripped.charAt(end))) {
            end++;
        }
        String name = stripped.substring(0, end);
        NbdError error = named(name);
        return error == null
                ? new Complaint(otherwise, stripped)
                : new Complaint(error, stripped.substring(end).strip());
    }

    private static @Nullable NbdError named(String name) {
        for (NbdError error : NbdError.values()) {
            if (error.name().equals(name)) {
                return error;
            }
        }
        return OTHER_NAMES.get(name);
    }

    /** As an exception for the client of a method. */
    DiskException of(Script script, String method, int status) {
        String why = sentence.isEmpty() ? "it failed with status " + status : sentence;
        return new DiskException(error, script + ": " + method + ": " + why);
    }
}
