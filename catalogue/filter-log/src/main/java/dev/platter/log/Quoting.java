// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.log;

/**
 * Quotes text that comes from clients, for a log or a script, so that it is one word to a shell and stays on one line.
 * An export's name may contain anything.
 */
final class Quoting {
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:,+@";

    private Quoting() {}

    /** The text, with control characters as {@code \x0a}. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                printable.append(String.format("\\x%02x", (int) c));
            } else {
                printable.append(c);
            }
        }
        return printable.toString();
    }

    /** The text in double quotes, unless a shell takes it for one plain word without them. */
    static String quotedIfNeeded(String text) {
        boolean plain = !text.isEmpty() && text.chars().allMatch(c -> PLAIN.indexOf(c) >= 0);
        return plain ? text : quoted(text);
    }

    /** The text in double quotes. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c == '$' || c == '`') {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return printable(quoted.append('"').toString());
    }

    /** The text in single quotes, within which a shell changes nothing. */
    static String literal(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
