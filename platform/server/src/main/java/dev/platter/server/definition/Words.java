// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import java.util.List;
import java.util.Locale;

/** Formats words and values for files and sentences. */
public final class Words {
    private static final int LONGEST = 60;

    private Words() {}

    /** A constant as it is written in a file. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static String quoted(String text) {
        return '"' + text + '"';
    }

    /** A text that a user wrote, shortened if it is long. */
    public static String written(String text) {
        return quoted(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
    }

    /** Joins words, for example to {@code a, b or c}. */
    public static String join(List<String> words, String last) {
        int end = words.size() - 1;
        return end < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, end)) + " " + last + " " + words.get(end);
    }
}
