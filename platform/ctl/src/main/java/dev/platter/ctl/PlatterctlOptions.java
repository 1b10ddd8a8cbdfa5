// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import dev.platter.options.CommandOptions;
import java.io.Serial;
import org.apache.commons.cli.Options;

/** The options of {@code platterctl}, in the order in which help and manual show them. */
public final class PlatterctlOptions extends Options {
    @Serial
    private static final long serialVersionUID = 1;

    /** Declares the options. */
    public PlatterctlOptions() {
        CommandOptions options = new CommandOptions(this);
        options.value(
                "socket", "PATH", "The control socket of the server. FILES lists where it is looked for by default.");
        options.flag("json", "Print the server's answer as one JSON document.");
        options.flag("live", "With upgrade: move connected clients over too, without their noticing.");
        options.flag("force", "With reload: give up what clients have written to exports that cannot keep it.");
        options.value(
                "filter",
                "FILTER",
                "With export add: put a filter in front of the plugin. May be repeated; the first is outermost.");
        options.flag("read-only", "With export add: do not let clients write.");
        options.flag("tls", "With export add: serve only clients that use TLS.");
        options.flag("hide", "With export remove: let connected clients stay until they leave.");
        options.flag("soft", "With export remove: answer requests under way, then close the connections. The default.");
        options.flag("hard", "With export remove: close the connections at once.");
        options.value("grace", "TIME", "With drain: how long to wait for requests under way; 10s by default.");
        options.value("interval", "TIME", "With top: how long to count before showing the table; 1s by default.");
        options.flag("once", "With top: show one table and exit.");
        options.flag("h", "help", "Print this help.");
        options.flag("V", "version", "Print the version.");
    }
}
