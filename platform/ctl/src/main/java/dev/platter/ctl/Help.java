// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import org.apache.commons.cli.Option;

/** The text of {@code --help}, in the layout of GNU's commands. */
final class Help {
    private static final int WIDTH = 79;
    private static final int MEANING_AT = 26;

    private final StringBuilder text = new StringBuilder("""
        Usage: platterctl [OPTION...] COMMAND

        Looks at a running platterd and steers it.

        """);

    private Help() {}

    static String text() {
        var help = new Help();
        for (Verb verb : Verb.shown()) {
            help.append("  " + (verb.title() + " " + verb.words()).strip(), verb.meaning());
        }
        help.text.append('\n');
        for (Option option : new PlatterctlOptions().getOptions()) {
            String shortName = option.getOpt() == null ? "    " : "-" + option.getOpt() + ", ";
            String value = option.hasArg() ? "=" + option.getArgName() : "";
            help.append("  " + shortName + "--" + option.getLongOpt() + value, option.getDescription());
        }
        return help.text.toString();
    }

    private void append(String names, String meaning) {
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
