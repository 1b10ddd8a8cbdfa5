// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

import java.util.HexFormat;

/**
 * Writes invisible characters as {@code \}{@code u} and four digits. A client chooses export names and the like: with line
 * ends, a terminal's escape sequences or changes of the writing direction in them it could forge or hide records.
 *
 * <p>A backslash is not escaped, since paths have them on some systems. So {@code \}{@code u000a} in a log is either a line end
 * or these six characters; in both cases the line goes on.
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
