// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import java.io.Serial;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options of {@code platter-gzip}, in the order in which help and manual show them. */
public final class PlatterGzipOptions extends Options {
    @Serial
    private static final long serialVersionUID = 1;

    /** Declares the options. */
    public PlatterGzipOptions() {
        value("format", "FORMAT", "With create: the format of OUT: gzip, the default, xz or zstd.");
        value(
                "check",
                "CHECK",
                "With create --format=xz: the check of each block: crc32, crc64, the default, or sha256. The Linux"
                        + " kernel reads only crc32.");
        value(
                "keep",
                "REGION",
                "With create: keep this part uncompressed, so that it can be changed. May be repeated. REGION is the"
                        + " number of a partition, the name of a GPT partition, START-END with both ends in it, or"
                        + " START+LENGTH.");
        value(
                "level",
                "N",
                "With create: how hard to compress, from 1, fast, to 9, small, or with zstd to 22; 6 by default, and"
                        + " with zstd 3.");
        value(
                "threads",
                "N",
                "With create, verify and extract: how many threads work; one for each processor by default.");
        flag("force", "With create, write --output and extract: replace a file that is there already.");
        value("at", "OFFSET", "With write: where the first byte goes in the unpacked image.");
        value("from", "DATA", "With write: the file that has the new bytes; standard input by default.");
        value("output", "NEW", "With write: change a copy of FILE under this name, and leave FILE as it is.");
        flag("json", "With info, verify and repair: print one JSON document.");
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
