// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import java.io.Serial;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options of {@code platterctl}, in the order in which help and manual show them. */
public final class PlatterctlOptions extends Options {
    @Serial
    private static final long serialVersionUID = 1;

    /** Makes them. */
    public PlatterctlOptions() {
        value("socket", "PATH", "The control socket of the server. FILES says where it is looked for otherwise.");
        flag("json", "Print what the server answers as one JSON document.");
        flag("live", "With upgrade: clients that are connected go over too, and do not notice.");
        value(
                "filter",
                "FILTER",
                "With export add: a filter in front of the plugin; repeated, the first is outermost.");
        flag("read-only", "With export add: nobody may write.");
        flag("tls", "With export add: only clients with TLS are served.");
        flag("hide", "With export remove: clients that are connected stay until they leave.");
        flag("soft", "With export remove: their requests under way are answered, then they are closed. The default.");
        flag("hard", "With export remove: they are closed at once.");
        value("grace", "TIME", "With drain: how long requests under way are waited for, 10s if it is not said.");
        value("interval", "TIME", "With top: how long to count before the table is shown, 1s if it is not said.");
        flag("once", "With top: show one table and end.");
        addOption(Option.builder("h").longOpt("help").desc("Print this help.").get());
        addOption(Option.builder("V")
                .longOpt("version")
                .desc("Print the version.")
                .get());
    }

    private void flag(String name, String meaning) {
        addOption(Option.builder().longOpt(name).desc(meaning).get());
    }

    private void value(String name, String value, String meaning) {
        addOption(Option.builder()
                .longOpt(name)
                .hasArg()
                .argName(value)
                .desc(meaning)
                .get());
    }
}
