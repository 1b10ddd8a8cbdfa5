// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a program has done.
 *
 * @param status with which it has ended, or 128 and the number of the signal that has ended it
 * @param printed to its standard output
 * @param complaint to its standard error
 */
record Answer(int status, byte[] printed, String complaint) {
    static final int MISSING = 2;
    static final int FALSE = 3;
    static final int SHUT_DOWN = 4;
    static final int SHUT_DOWN_FAILED = 5;
    static final int DISCONNECT = 6;
    static final int LET_GO = 7;
    static final int LET_GO_FAILED = 8;

    boolean succeeded() {
        return status == 0 || status == SHUT_DOWN || status == LET_GO;
    }

    /** The lines that were printed; none if there is not even the end of one. */
    List<String> lines() {
        return printed.length == 0 ? List.of() : List.of(text().split("\n", -1));
    }

    /** The text that was printed, without the end of its last line. */
    String text() {
        String text = new String(printed, StandardCharsets.UTF_8);
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
