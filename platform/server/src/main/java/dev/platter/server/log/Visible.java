// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

import java.util.HexFormat;

/**
 * Writes characters that one does not see as {@code \}{@code u} and four digits. A client chooses export names and the like,
 * and with a line end, an escape sequence of a terminal or an invisible change of the writing direction in them it could
 * make up records, or hide some.
 *
 * <p>A backslash stays what it is: paths have them on some systems. So who reads {@code \}{@code u000a} knows that the line
 * goes on, and not which of the two it was.
 */
final class Visible {
    private Visible() {}

    static String text(String text) {
        if (text.codePoints().noneMatch(Visible::isHidden)) {
            return text;
        }
        var visible = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            if (isHidden(character)) {
                for (char unit : Character.toChars(character)) {
                    visible.append("\\u").append(HexFormat.of().toHexDigits(unit));
                }
            } else {
                visible.appendCodePoint(character);
            }
        });
        return visible.toString();
    }

    private static boolean isHidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
