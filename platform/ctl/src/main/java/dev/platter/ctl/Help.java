// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import dev.platter.engine.parameters.HelpColumns;
import org.apache.commons.cli.Option;

/** The text of {@code --help}. */
final class Help {
    private static final String USAGE = """
        Usage: platterctl [OPTION...] COMMAND

        Looks at a running platterd and steers it.

        """;

    private Help() {}

    static String text() {
        HelpColumns verbs = HelpColumns.ofCommand();
        for (Verb verb : Verb.shown()) {
            verbs.add((verb.title() + " " + verb.words()).strip(), verb.meaning());
        }
        HelpColumns options = HelpColumns.ofCommand();
        for (Option option : new PlatterctlOptions().getOptions()) {
            String value = option.hasArg() ? "=" + option.getArgName() : "";
            options.addOption(option.getOpt(), option.getLongOpt() + value, option.getDescription());
        }
        return USAGE + verbs + "\n" + options;
    }
}
