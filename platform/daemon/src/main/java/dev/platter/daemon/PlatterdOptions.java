// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.options.CommandOptions;
import org.apache.commons.cli.Options;

/** The options of {@code platterd}. */
public final class PlatterdOptions extends Options {
    private static final long serialVersionUID = 1L;

    /** Declares all options. */
    public PlatterdOptions() {
        CommandOptions options = new CommandOptions(this);
        options.value("c", "config", "FILE", "Read the configuration from FILE, and from conf.d beside it");
        options.flag("check", "Check the configuration and do nothing else");
        options.flag("strict", "Do not start unless every export can be served");
        options.flag("v", "verbose", "Log what happens in detail");
        options.flag("help", "Show this help");
        options.flag("V", "version", "Show the version");
    }
}
