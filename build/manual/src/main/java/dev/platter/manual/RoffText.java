// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

/**
 * Characters as roff has to be told of them. All hyphens become the one that is on the keyboard, since readers copy
 * commands out of manual pages, and all that is not ASCII is spelled out, since not every formatter expects UTF-8.
 */
final class RoffText {
    private RoffText() {}

    /** Running text. */
    static String prose(String text) {
        return escape(text, false);
    }

    /** What is typed or read literally: quotation marks stay straight. */
    static String code(String text) {
        return escape(text, true);
    }

    /** An argument of a macro, with the quotation marks around it. */
    static String argument(String text) {
        return '"' + code(text).replace("\"", "\\(dq") + '"';
    }

    /** A line of text, which must not be taken for a request because of how it begins. */
    static String line(String escaped) {
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }

    private static String escape(String text, boolean literal) {
        var escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '^' -> escaped.append("\\(ha");
                case '~' -> escaped.append("\\(ti");
                case '…' -> escaped.append("...");
                case '`' -> escaped.append("\\(ga");
                case '\'' -> escaped.append(literal ? "\\(aq" : "'");
                default -> {
                    if (c < 0x7f) {
                        escaped.append((char) c);
                    } else {
                        escaped.append(String.format("\\[u%04X]", c));
                    }
                }
            }
        });
        return escaped.toString();
    }
}
