// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.options;

import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The text of {@code --help} on options, in the layout of GNU's commands. */
public final class HelpText {
    private static final int WIDTH = 79;
    private static final int MEANING_AT = 26;

    private final Options options;

    /**
     * Prepares a help text.
     *
     * @param options the options to explain
     */
    public HelpText(Options options) {
        this.options = options;
    }

    /**
     *
     * Formats the text.
     *
     * @return one or more lines for each option, in the order in which they were declared
     */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (Option option : options.getOptions()) {
            append(text, "  " + names(option), option.getDescription());
        }
        return text.toString();
    }

    private static String names(Option option) {
        String shortName = option.getOpt() == null ? "    " : "-" + option.getOpt() + ", ";
        String value = option.hasArg() ? "=" + option.getArgName() : "";
        return shortName + "--" + option.getLongOpt() + (option.hasOptionalArg() ? "[" + value + "]" : value);
    }

    private static void append(StringBuilder text, String names, String meaning) {
        text.append(names);
        int column = names.length();
        if (column > MEANING_AT - 2) {
            text.append('\n');
            column = 0;
        }
        text.repeat(' ', MEANING_AT - column);
        column = MEANING_AT;
        for (String word : meaning.split(" ", -1)) {
            if (column > MEANING_AT && column + 1 + word.length() > WIDTH) {
                text.append('\n').repeat(' ', MEANING_AT);
                column = MEANING_AT;
            }
            if (column > MEANING_AT) {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += word.length();
        }
        text.append('\n');
    }
}
