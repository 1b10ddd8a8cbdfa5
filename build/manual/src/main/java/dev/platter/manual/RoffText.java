// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

/**
 * Text with roff's special characters escaped. All hyphens become the one on the keyboard, since readers copy commands
 * from manual pages, and characters beyond ASCII are spelled out, since not every formatter expects UTF-8.
 */
final class RoffText {
    private RoffText() {}

    /** Running text. */
    static String prose(String text) {
        return escape(text, false);
    }

    /** Text that is typed or read literally: quotation marks stay straight. */
    static String code(String text) {
        return escape(text, true);
    }

    /** An argument of a macro, with the quotation marks around it. */
    static String argument(String text) {
        return '"' + code(text).replace("\"", "\\(dq") + '"';
    }

    /** A line of text, which must not be mistaken for a request because of its first character. */
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
