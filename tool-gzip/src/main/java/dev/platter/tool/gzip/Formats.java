// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import dev.platter.cli.options.OptionException;
import dev.platter.seekable.ImageFormat;
import dev.platter.seekable.gzip.GzipFormat;
import java.util.List;
import java.util.stream.Collectors;

/** The formats that there are. */
final class Formats {
    private Formats() {}

    static List<ImageFormat> all() {
        return List.of(new GzipFormat());
    }

    static ImageFormat named(String name) throws OptionException {
        for (ImageFormat format : all()) {
            if (format.name().equals(name)) {
                return format;
            }
        }
        throw new OptionException("--format=" + name + " is unknown: the formats are "
                + all().stream().map(ImageFormat::name).collect(Collectors.joining(", ")));
    }
}
