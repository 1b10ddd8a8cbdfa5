// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.zstd;

import dev.platter.api.Contents;
import dev.platter.api.NbdFilter;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import dev.platter.seekable.IndexCache;
import dev.platter.seekable.disk.ImageFilter;
import dev.platter.seekable.zstd.ZstdFormat;
import java.nio.file.Path;
import java.util.Optional;

/** Unpacks what is behind it, at any place, and lets clients write to the regions that platter-gzip has kept. */
@NbdFilter(
        name = "zstd",
        summary = "unpacks a zstd file at any place, and changes images of platter-gzip",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.ELSEWHERE)
public final class ZstdFilter extends ImageFilter {
    /**
     * The parameters.
     *
     * @param zstdMaxFrame the longest frame that a file may have; empty for any
     * @param zstdCache how much of what was unpacked to keep
     * @param zstdIndex where to keep the index of a file of another program
     */
    public record Config(
            @Parameter(whenAbsent = "any length", help = "Refuse files that have a longer frame than this, unpacked.")
            Optional<Size> zstdMaxFrame,

            @Parameter(defaultValue = "64M", help = "How much of what was unpacked to keep in memory.")
            Size zstdCache,

            @Parameter(
                    help = "A file in which the index of a file of another program is kept, so that the file is read as"
                            + " a whole only once.")
            Optional<Path> zstdIndex) {}

    public ZstdFilter(Config config) {
        super(
                format(config),
                config.zstdCache().bytes(),
                config.zstdIndex().map(IndexCache::at).orElse(IndexCache.none()));
    }

    private static ZstdFormat format(Config config) {
        ZstdFormat any = new ZstdFormat();
        return config.zstdMaxFrame()
                .map(size -> any.refusingFramesAbove(size.bytes()))
                .orElse(any);
    }
}
