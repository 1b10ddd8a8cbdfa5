// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import java.io.Serial;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options of {@code platter-info}, in the order in which help and manual show them. */
public final class PlatterInfoOptions extends Options {
    @Serial
    private static final long serialVersionUID = 1;

    /** Declares the options. */
    public PlatterInfoOptions() {
        feature(
                "can",
                "Tell by the exit status whether the export has a feature; --is and --has are the same. Features: "
                        + String.join(", ", Feature.labels()) + ".");
        feature("cannot", "The opposite of --can; --isnt and --hasnt are the same.");
        addOption(Option.builder("L")
                .longOpt("list")
                .desc("Show all exports that the server lists, not only the one in the URI.")
                .get());
        addOption(Option.builder()
                .longOpt("map")
                .hasArg()
                .optionalArg(true)
                .argName("CONTEXT")
                .desc("Show the extents of the export in a metadata context, base:allocation if none is named.")
                .get());
        flag("totals", "With --map: show how many bytes have each status.");
        flag("size", "Show the size of the export in bytes.");
        flag("uri", "Show the URI in its canonical form, if the server answers.");
        flag("json", "Show everything as JSON.");
        flag(
                "content",
                "Show what file(1) makes of the first bytes, if it is installed. This is the default without --list.");
        flag("no-content", "Do not run file(1) on the first bytes.");
        addOption(Option.builder("h").longOpt("help").desc("Print this help.").get());
        addOption(Option.builder("V")
                .longOpt("version")
                .desc("Print the version.")
                .get());
    }

    private void feature(String name, String meaning) {
        addOption(Option.builder()
                .longOpt(name)
                .hasArg()
                .argName("FEATURE")
                .desc(meaning)
                .get());
    }

    private void flag(String name, String meaning) {
        addOption(Option.builder().longOpt(name).desc(meaning).get());
    }
}
