// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import dev.platter.options.CommandOptions;
import java.io.Serial;
import org.apache.commons.cli.Options;

/** The options of {@code platter-info}, in the order in which help and manual show them. */
public final class PlatterInfoOptions extends Options {
    @Serial
    private static final long serialVersionUID = 1;

    /** Declares the options. */
    public PlatterInfoOptions() {
        CommandOptions options = new CommandOptions(this);
        options.value(
                "can",
                "FEATURE",
                "Tell by the exit status whether the export has a feature; --is and --has are the same. Features: "
                        + String.join(", ", Feature.labels()) + ".");
        options.value("cannot", "FEATURE", "The opposite of --can; --isnt and --hasnt are the same.");
        options.flag("L", "list", "Show all exports that the server lists, not only the one in the URI.");
        options.optionalValue(
                "map",
                "CONTEXT",
                "Show the extents of the export in a metadata context, base:allocation if none is named.");
        options.flag("totals", "With --map: show how many bytes have each status.");
        options.flag("size", "Show the size of the export in bytes.");
        options.flag("uri", "Show the URI in its canonical form, if the server answers.");
        options.flag("json", "Show everything as JSON.");
        options.flag(
                "content",
                "Show what file(1) makes of the first bytes, if it is installed. This is the default without --list.");
        options.flag("no-content", "Do not run file(1) on the first bytes.");
        options.flag("h", "help", "Print this help.");
        options.flag("V", "version", "Print the version.");
    }
}
