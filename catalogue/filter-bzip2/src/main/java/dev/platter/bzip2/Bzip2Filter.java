// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.bzip2;

import dev.platter.api.Contents;
import dev.platter.api.NbdFilter;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import dev.platter.seekable.IndexCache;
import dev.platter.seekable.bzip2.Bzip2Format;
import dev.platter.seekable.disk.ImageFilter;
import java.nio.file.Path;
import java.util.Optional;

/** Unpacks what is behind it, at any place. */
@NbdFilter(
        name = "bzip2",
        summary = "unpacks a bzip2 file at any place",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.ELSEWHERE)
public final class Bzip2Filter extends ImageFilter {
    /**
     * The parameters.
     *
     * @param bzip2Cache how much of what was unpacked to keep
     * @param bzip2Index where to keep the places of blocks
     */
    public record Config(
            @Parameter(defaultValue = "64M", help = "How much of what was unpacked to keep in memory.")
            Size bzip2Cache,

            @Parameter(
                    help = "A file in which the places of the blocks are kept, so that the bzip2 file is unpacked as a"
                            + " whole only once.")
            Optional<Path> bzip2Index) {}

    public Bzip2Filter(Config config) {
        super(
                new Bzip2Format(),
                config.bzip2Cache().bytes(),
                config.bzip2Index().map(IndexCache::at).orElse(IndexCache.none()));
    }
}
