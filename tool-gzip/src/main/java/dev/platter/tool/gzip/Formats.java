// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import dev.platter.cli.options.OptionException;
import dev.platter.seekable.ImageFormat;
import dev.platter.seekable.gzip.GzipFormat;
import dev.platter.seekable.xz.Check;
import dev.platter.seekable.xz.XzFormat;
import dev.platter.seekable.zstd.ZstdFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats that there are. */
final class Formats {
    private Formats() {}

    static List<ImageFormat> all() {
        return List.of(new GzipFormat(), new XzFormat(), new ZstdFormat());
    }

    /** The format of a new image; a check is chosen only for xz. */
    static ImageFormat of(String name, Optional<String> check) throws OptionException {
        ImageFormat format = named(name);
        if (check.isEmpty()) {
            return format;
        }
        if (!(format instanceof XzFormat)) {
            throw new OptionException(
                    "--check=" + check.get() + " goes only with --format=xz: " + name + " has one kind of checksum");
        }
        for (Check kind : Check.values()) {
            if (kind.toString().equals(check.get())) {
                return new XzFormat(kind);
            }
        }
        throw new OptionException("--check=" + check.get() + " is unknown: the checks are "
                + Arrays.stream(Check.values()).map(Check::toString).collect(Collectors.joining(", ")));
    }

    private static ImageFormat named(String name) throws OptionException {
        for (ImageFormat format : all()) {
            if (format.name().equals(name)) {
                return format;
            }
        }
        throw new OptionException("--format=" + name + " is unknown: the formats are "
                + all().stream().map(ImageFormat::name).collect(Collectors.joining(", ")));
    }
}
