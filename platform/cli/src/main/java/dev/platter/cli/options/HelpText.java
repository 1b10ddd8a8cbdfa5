// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.options;

import dev.platter.engine.parameters.HelpColumns;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The text of {@code --help} on options, in the layout of GNU's commands. */
public final class HelpText {
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
     * Formats the text.
     *
     * @return one or more lines for each option, in the order in which they were declared
     */
    @Override
    public String toString() {
        HelpColumns help = HelpColumns.ofCommand();
        for (Option option : options.getOptions()) {
            help.addOption(option.getOpt(), name(option), option.getDescription());
        }
        return help.toString();
    }

    private static String name(Option option) {
        String value = option.hasArg() ? "=" + option.getArgName() : "";
        return option.getLongOpt() + (option.hasOptionalArg() ? "[" + value + "]" : value);
    }
}
