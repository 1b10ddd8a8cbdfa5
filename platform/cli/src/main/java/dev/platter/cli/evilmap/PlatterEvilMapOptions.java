// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.evilmap;

import dev.platter.options.CommandOptions;
import java.io.Serial;
import org.apache.commons.cli.Options;

/** The options of {@code platter-evil-map}, in the order in which help and manual show them. */
public final class PlatterEvilMapOptions extends Options {
    @Serial
    private static final long serialVersionUID = 1;

    /** Declares the options. */
    public PlatterEvilMapOptions() {
        CommandOptions options = new CommandOptions(this);
        options.flag("json", "Print a line of JSON for each bit.");
        options.flag("count", "Print only how many bits there are.");
        options.flag("h", "help", "Print this help.");
        options.flag("V", "version", "Print the version.");
    }
}
