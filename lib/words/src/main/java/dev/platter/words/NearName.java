// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.words;

import java.util.Collection;
import java.util.Comparator;

/** Words that help a user who has mistyped a name. */
public final class NearName {
    private NearName() {}

    /**
     * What a user may have meant: the name that takes the fewest changes, at most a third of its letters.
     *
     * @param written what the user wrote
     * @param names those that there are; may be empty
     * @return for example {@code " (did you mean path?)"}; the empty text if no name is near
     */
    public static String question(String written, Collection<String> names) {
        return names.stream()
                .filter(name -> distance(written, name) <= Math.max(1, name.length() / 3))
                .min(Comparator.comparingInt(name -> distance(written, name)))
                .map(name -> " (did you mean " + name + "?)")
                .orElse("");
    }

    /** How many letters have to be inserted, removed or replaced to make one word of the other. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
