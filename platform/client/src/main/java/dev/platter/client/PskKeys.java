// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;

/** Files of pre-shared keys, as psktool writes them: a line {@code NAME:KEY} for each, the key in hexadecimal. */
final class PskKeys {
    private PskKeys() {}

    /**
     * Finds the key of a user.
     *
     * @throws IOException if the file cannot be read, or has no key of that name; the digits of keys are in no message
     */
    static byte[] keyOf(String user, Path file) throws IOException {
        for (String line : lines(file)) {
            int colon = line.lastIndexOf(':');
            if (colon > 0 && line.substring(0, colon).equals(user)) {
                String digits = line.substring(colon + 1).strip();
                if (digits.isEmpty()
                        || digits.length() % 2 != 0
                        || !digits.chars().allMatch(HexFormat::isHexDigit)) {
                    throw new IOException("the key of '" + user + "' in " + file
                            + " has to be an even number of hexadecimal digits: psktool makes keys");
                }
                return HexFormat.of().parseHex(digits);
            }
        }
        throw new IOException(file + " has no key of '" + user + "': psktool -u " + user + " -p " + file
                + " adds one, and the URI says whose key to use, as in nbds://USER@HOST");
    }

    private static Iterable<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist, name another file of pre-shared keys", e);
        }
    }
}
