// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options of {@code platterd}. */
public final class PlatterdOptions extends Options {
    private static final long serialVersionUID = 1L;

    /** Declares all options. */
    public PlatterdOptions() {
        addOption(Option.builder("c")
                .longOpt("config")
                .hasArg()
                .argName("FILE")
                .desc("Read the configuration from FILE, and from conf.d beside it")
                .get());
        addOption(Option.builder()
                .longOpt("check")
                .desc("Check the configuration and do nothing else")
                .get());
        addOption(Option.builder()
                .longOpt("strict")
                .desc("Do not start unless every export can be served")
                .get());
        addOption(Option.builder("v")
                .longOpt("verbose")
                .desc("Log what happens in detail")
                .get());
        addOption(Option.builder().longOpt("help").desc("Show this help").get());
        addOption(
                Option.builder("V").longOpt("version").desc("Show the version").get());
    }
}
