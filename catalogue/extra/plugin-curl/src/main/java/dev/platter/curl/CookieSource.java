// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What cookies begin with.
 *
 * @param file with cookies; empty for none, where the user only wants cookies of servers to count
 */
record CookieSource(Optional<Path> file) {
    /** Reads a path, or nothing. Called by the server. */
    public static CookieSource parse(String text, Path folder) {
        try {
            return new CookieSource(text.isEmpty() ? Optional.empty() : Optional.of(folder.resolve(text)));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("it is not a path: " + e.getReason(), e);
        }
    }
}
