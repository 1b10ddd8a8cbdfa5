// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.xz;

import dev.platter.api.Contents;
import dev.platter.api.NbdFilter;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import dev.platter.seekable.IndexCache;
import dev.platter.seekable.disk.ImageFilter;
import dev.platter.seekable.xz.XzFormat;
import java.util.Optional;

/** Unpacks what is behind it, at any place, and lets clients write to the regions that platter-gzip has kept. */
@NbdFilter(
        name = "xz",
        summary = "unpacks an xz file at any place, and changes images of platter-gzip",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.ELSEWHERE)
public final class XzFilter extends ImageFilter {
    /**
     * The parameters.
     *
     * @param xzMaxBlock the longest block that a file may have; empty for any
     * @param xzMaxDepth how many blocks to keep; empty to go by {@code xzCache}
     * @param xzCache how much of what was unpacked to keep
     */
    public record Config(
            @Parameter(whenAbsent = "any length", help = "Refuse files that have a longer block than this, unpacked.")
            Optional<Size> xzMaxBlock,

            @Parameter(
                    min = 0,
                    whenAbsent = "as many as fit into *xz-cache*",
                    help = "How many blocks to keep in memory, each as long as *xz-max-block* allows and at most 32"
                            + " MiB.")
            Optional<Integer> xzMaxDepth,

            @Parameter(defaultValue = "64M", help = "How much of what was unpacked to keep in memory.")
            Size xzCache) {}

    public XzFilter(Config config) {
        super(format(config), cacheSize(config), IndexCache.none());
    }

    private static XzFormat format(Config config) {
        XzFormat any = new XzFormat();
        return config.xzMaxBlock()
                .map(size -> any.refusingBlocksAbove(size.bytes()))
                .orElse(any);
    }

    private static long cacheSize(Config config) {
        long block = Math.min(config.xzMaxBlock().map(Size::bytes).orElse(Long.MAX_VALUE), XzFormat.LONGEST_PART);
        return config.xzMaxDepth()
                .map(depth -> depth * block)
                .orElse(config.xzCache().bytes());
    }
}
