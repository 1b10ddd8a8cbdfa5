// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.evilmap;

import java.io.Serial;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options of {@code platter-evil-map}, in the order in which help and manual show them. */
public final class PlatterEvilMapOptions extends Options {
    @Serial
    private static final long serialVersionUID = 1;

    /** Declares the options. */
    public PlatterEvilMapOptions() {
        addOption(Option.builder()
                .longOpt("json")
                .desc("Print a line of JSON for each bit.")
                .get());
        addOption(Option.builder()
                .longOpt("count")
                .desc("Print only how many bits there are.")
                .get());
        addOption(Option.builder("h").longOpt("help").desc("Print this help.").get());
        addOption(Option.builder("V")
                .longOpt("version")
                .desc("Print the version.")
                .get());
    }
}
