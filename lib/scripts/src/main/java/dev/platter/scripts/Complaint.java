// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a script has written to its standard error when it failed: the name of an error, and perhaps a sentence. Without a name it is an
 * input or output error. The sentence ends with its line; further lines are often the output of programs, of which the first says most.
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
        NbdError error = named(stripped.substring(0, end).toUpperCase(Locale.ROOT));
        String sentence = (error == null ? stripped : stripped.substring(end).strip())
                .lines()
                .findFirst()
                .orElse("");
        return new Complaint(error == null ? otherwise : error, sentence);
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
        String why = sentence.isEmpty()
                ? method + " failed with status " + status + " and no sentence on its standard error"
                : sentence;
        return new DiskException(error, script + ": " + why);
    }
}
