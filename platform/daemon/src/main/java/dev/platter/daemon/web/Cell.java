// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import java.time.Instant;
import java.util.List;

/**
 * What stands in a row under a column.
 *
 * @param looks how it is shown
 * @param text what it says
 * @param notes lines below that say more
 */
record Cell(Looks looks, String text, List<String> notes) {
    /** How a cell is shown; the names are the style sheet's, in small letters. */
    enum Looks {
        /** Words. */
        PLAIN,
        /** A name or a path: it may be broken anywhere. */
        NAME,
        /** Is not broken. */
        TIME,
        /** Stands on the right. */
        NUMBER,
        /** A number that is nothing, and not worth a look. */
        ZERO,
        /** As it should be. */
        GOOD,
        /** On its way somewhere. */
        PASSING,
        /** Somebody should have a look. */
        BAD
    }

    static Cell plain(String text) {
        return new Cell(Looks.PLAIN, text, List.of());
    }

    static Cell name(String text) {
        return new Cell(Looks.NAME, text, List.of());
    }

    static Cell time(Instant instant) {
        return new Cell(Looks.TIME, Amounts.time(instant), List.of());
    }

    static Cell number(String text) {
        return new Cell(text.equals("0") || text.equals("0.0") ? Looks.ZERO : Looks.NUMBER, text, List.of());
    }

    static Cell state(Looks looks, String text) {
        return new Cell(looks, text, List.of());
    }

    Cell with(List<String> lines) {
        return new Cell(looks, text, lines);
    }
}
