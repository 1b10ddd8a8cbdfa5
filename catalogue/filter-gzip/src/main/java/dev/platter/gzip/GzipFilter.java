// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.gzip;

import dev.platter.api.Contents;
import dev.platter.api.NbdFilter;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import dev.platter.seekable.IndexCache;
import dev.platter.seekable.disk.ImageFilter;
import dev.platter.seekable.gzip.GzipFormat;
import java.nio.file.Path;
import java.util.Optional;

/** Unpacks what is behind it, at any place, and lets clients write to the regions that platter-gzip has kept. */
@NbdFilter(
        name = "gzip",
        summary = "unpacks a gzip file at any place, and changes images of platter-gzip",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.ELSEWHERE)
public final class GzipFilter extends ImageFilter {
    /**
     * The parameters.
     *
     * @param gzipCache how much of what was unpacked to keep
     * @param gzipIndex where to keep the index of a file of another program
     */
    public record Config(
            @Parameter(defaultValue = "64M", help = "How much of what was unpacked to keep in memory.")
            Size gzipCache,

            @Parameter(
                    help = "A file in which the index of a file of another program is kept, so that the file is read as"
                            + " a whole only once.")
            Optional<Path> gzipIndex) {}

    public GzipFilter(Config config) {
        super(
                new GzipFormat(),
                config.gzipCache().bytes(),
                config.gzipIndex().map(IndexCache::at).orElse(IndexCache.none()));
    }
}
