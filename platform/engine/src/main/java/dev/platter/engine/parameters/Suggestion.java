// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses which of the possible words a user meant: keys of parameters, and names of plugins. */
public final class Suggestion {
    private Suggestion() {}

    /**
     * Finds the nearest word.
     *
     * @param written the word that the user wrote
     * @param possible the words that the user could have written
     * @return the nearest of the possible words, or empty if none is close enough
     */
    public static Optional<String> nearest(String written, Iterable<String> possible) {
        // One slip in a short word, two in a longer one; with more, the guess would be surprising.
        int best = 1 + Math.min(2, Math.max(1, written.length() / 3));
        Optional<String> guess = Optional.empty();
        for (String word : possible) {
            int distance = distance(plain(written), plain(word));
            if (distance < best) {
                best = distance;
                guess = Optional.of(word);
            }
        }
        return guess;
    }

    /**
     * The guess, as the end of a sentence.
     *
     * @return {@code ; did you mean 'size'?}, or nothing if no word is close enough
     */
    static String of(String written, List<String> possible) {
        Optional<String> guess = nearest(written, possible);
        return guess.isEmpty() ? "" : "; did you mean '" + guess.get() + "'?";
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The number of letters that were left out, added, replaced or swapped with their neighbour (optimal string
     * alignment).
     */
    private static int distance(String a, String b) {
        int[] twoBack = new int[b.length() + 1];
        int[] back = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            back[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = back[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(back[j], row[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], 1 + twoBack[j - 2]);
                }
            }
            int[] free = twoBack;
            twoBack = back;
            back = row;
            row = free;
        }
        return back[b.length()];
    }
}
