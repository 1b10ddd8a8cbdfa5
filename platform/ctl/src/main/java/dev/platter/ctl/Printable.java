// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

/**
 * Makes names safe for a terminal: they come from clients and files, and may contain characters that move the cursor, change
 * the writing direction or end a line.
 */
final class Printable {
    private Printable() {}

    /** The text, with every unprintable character escaped by a backslash. */
    static String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\\') {
                printable.append("\\\\");
            } else if (c == '\n') {
                printable.append("\\n");
            } else if (c == '\t') {
                printable.append("\\t");
            } else if (isUnseen(c)) {
                printable.append(String.format("\\u{%x}", c));
            } else {
                printable.appendCodePoint(c);
            }
        });
        return printable.toString();
    }

    /** Escapes each line, and keeps the line ends. */
    static String lines(String text) {
        StringBuilder printable = new StringBuilder();
        text.lines().forEach(line -> printable.append(of(line)).append('\n'));
        return printable.toString();
    }

    private static boolean isUnseen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** The number of columns that a printable text takes. */
    static int width(String text) {
        return text.codePoints().map(Printable::width).sum();
    }

    private static int width(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> isWide(codePoint) ? 2 : 1;
        };
    }

    private static boolean isWide(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
            default -> Character.isEmojiPresentation(codePoint);
        };
    }
}
