// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.interpreters;

import java.io.IOException;

/**
 * What a helper writes before the bytes of an answer, as the package's documentation has it.
 *
 * @param number of the call; 0 for a line for the log
 * @param status 0, or the number of an error of the system
 * @param actions letters
 * @param length of what follows, in bytes
 */
record AnswerHeader(long number, int status, String actions, int length) {
    /** More than the longest read, and than any list. */
    private static final int MOST = 64 << 20;

    private static final int WORDS = 4;

    static AnswerHeader parse(String line) throws IOException {
        String[] words = line.split(" ", -1);
        if (words.length != WORDS) {
            throw unexpected(line);
        }
        try {
            AnswerHeader header = new AnswerHeader(
                    Long.parseLong(words[0]), Integer.parseInt(words[1]), words[2], Integer.parseInt(words[3]));
            if (header.length < 0 || header.length > MOST) {
                throw new IOException("an answer of " + header.length + " bytes is longer than any, at most " + MOST);
            }
            return header;
        } catch (NumberFormatException e) {
            throw unexpected(line);
        }
    }

    static IOException unexpected(String written) {
        return new IOException("it has written '" + written + "' where an answer was expected");
    }

    boolean isForTheLog() {
        return number == 0;
    }

    boolean asks(char action) {
        return actions.indexOf(action) >= 0;
    }
}
