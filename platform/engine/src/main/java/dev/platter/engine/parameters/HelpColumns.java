// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import org.jspecify.annotations.Nullable;

/**
 * Help in two columns, in the layout of GNU's commands: names on the left, what they mean on the right. A meaning that reaches
 * the margin continues in its own column. Used by one thread.
 */
public final class HelpColumns {
    private static final String INDENT = "  ";
    private static final int OF_COMMANDS = 26;
    private static final int WIDTH = 79;

    private final int meanings;
    private final int width;
    private final StringBuilder text = new StringBuilder();

    /**
     * Begins an empty text.
     *
     * @param meanings the column in which meanings begin, from 0
     * @param width how many columns a line has at most
     */
    HelpColumns(int meanings, int width) {
        this.meanings = meanings;
        this.width = width;
    }

    /**
     * Begins the help of a command, which is empty.
     *
     * @return lines of at most 79 columns, unless a word is longer
     */
    public static HelpColumns ofCommand() {
        return new HelpColumns(OF_COMMANDS, WIDTH);
    }

    /**
     * Adds an entry. Names that reach into the right column have a line of their own.
     *
     * @param names the left column, without its indentation
     * @param meaning words, separated by single blanks
     */
    public void add(String names, String meaning) {
        text.append(INDENT).append(names);
        int used = INDENT.length() + names.length();
        if (used > meanings - INDENT.length()) {
            text.append('\n');
            used = 0;
        }
        text.repeat(' ', meanings - used);
        wrap(meaning);
        text.append('\n');
    }

    /**
     * Adds an option.
     *
     * @param letter its short name, or null if it has none
     * @param name its long name and its value, such as {@code user=USER}
     * @param meaning words, separated by single blanks
     */
    public void addOption(@Nullable String letter, String name, String meaning) {
        add((letter == null ? "    " : "-" + letter + ", ") + "--" + name, meaning);
    }

    private void wrap(String meaning) {
        int used = meanings;
        for (String word : meaning.split(" ", -1)) {
            if (used > meanings && used + 1 + word.length() > width) {
                text.append('\n').repeat(' ', meanings);
                used = meanings;
            }
            if (used > meanings) {
                text.append(' ');
                used++;
            }
            text.append(word);
            used += word.length();
        }
    }

    /**
     * The text so far.
     *
     * @return lines that each end with a newline
     */
    @Override
    public String toString() {
        return text.toString();
    }
}
