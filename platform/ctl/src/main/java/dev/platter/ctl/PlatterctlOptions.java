// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import java.io.Serial;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options of {@code platterctl}, in the order in which help and manual show them. */
public final class PlatterctlOptions extends Options {
    @Serial
    private static final long serialVersionUID = 1;

    /** Declares the options. */
    public PlatterctlOptions() {
        value("socket", "PATH", "The control socket of the server. FILES lists where it is looked for by default.");
        flag("json", "Print the server's answer as one JSON document.");
        flag("live", "With upgrade: move connected clients over too, without their noticing.");
        flag("force", "With reload: give up what clients have written to exports that cannot keep it.");
        value(
                "filter",
                "FILTER",
                "With export add: put a filter in front of the plugin. May be repeated; the first is outermost.");
        flag("read-only", "With export add: do not let clients write.");
        flag("tls", "With export add: serve only clients that use TLS.");
        flag("hide", "With export remove: let connected clients stay until they leave.");
        flag("soft", "With export remove: answer requests under way, then close the connections. The default.");
        flag("hard", "With export remove: close the connections at once.");
        value("grace", "TIME", "With drain: how long to wait for requests under way; 10s by default.");
        value("interval", "TIME", "With top: how long to count before showing the table; 1s by default.");
        flag("once", "With top: show one table and exit.");
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
