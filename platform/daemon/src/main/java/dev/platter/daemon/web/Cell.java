// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A cell of a table.
 *
 * @param looks its style
 * @param text its text
 * @param notes additional lines below the text
 * @param link where the text leads to, relative to the page; empty for nowhere
 */
record Cell(Looks looks, String text, List<String> notes, Optional<String> link) {
    /** The style of a cell; in lower case the names are the style sheet's classes. */
    enum Looks {
        /** Text. */
        PLAIN,
        /** A name or a path, which may be broken anywhere. */
        NAME,
        /** A time, which is not broken. */
        TIME,
        /** A number, aligned on the right. */
        NUMBER,
        /** A zero, shown unobtrusively. */
        ZERO,
        /** A good state. */
        GOOD,
        /** A transitional state. */
        PASSING,
        /** A state that needs attention. */
        BAD
    }

    static Cell plain(String text) {
        return new Cell(Looks.PLAIN, text, List.of(), Optional.empty());
    }

    static Cell name(String text) {
        return new Cell(Looks.NAME, text, List.of(), Optional.empty());
    }

    static Cell time(Instant instant) {
        return new Cell(Looks.TIME, Amounts.time(instant), List.of(), Optional.empty());
    }

    static Cell number(String text) {
        return new Cell(
                text.equals("0") || text.equals("0.0") ? Looks.ZERO : Looks.NUMBER, text, List.of(), Optional.empty());
    }

    static Cell state(Looks looks, String text) {
        return new Cell(looks, text, List.of(), Optional.empty());
    }

    Cell with(List<String> lines) {
        return new Cell(looks, text, lines, link);
    }

    Cell leadingTo(String address) {
        return new Cell(looks, text, notes, Optional.of(address));
    }
}
