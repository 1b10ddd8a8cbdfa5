// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.options;

import java.util.List;

/** Replaces a word of a command line by others, as {@code @FILE} by the words in a file. */
@FunctionalInterface
public interface WordSource {
    /** Leaves every word as it is. */
    WordSource NONE = List::of;

    /**
     * Looks at a word that is neither an option nor the value of one.
     *
     * @param word the word
     * @return the words in its place: itself, unless it stands for others
     * @throws OptionException if it stands for others that cannot be read
     */
    List<String> read(String word) throws OptionException;
}
