// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.lzip;

import dev.platter.api.Contents;
import dev.platter.api.NbdFilter;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import dev.platter.seekable.IndexCache;
import dev.platter.seekable.disk.ImageFilter;
import dev.platter.seekable.lzip.LzipFormat;
import java.util.Optional;

/** Unpacks what is behind it, at any place. */
@NbdFilter(
        name = "lzip",
        summary = "unpacks an lzip file at any place",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.ELSEWHERE)
public final class LzipFilter extends ImageFilter {
    /**
     * The parameters.
     *
     * @param lzipMaxBlock the longest member that a file may have; empty for any
     * @param lzipMaxDepth how many members to keep; empty to go by {@code lzipCache}
     * @param lzipCache how much of what was unpacked to keep
     */
    public record Config(
            @Parameter(whenAbsent = "any length", help = "Refuse files that have a longer member than this, unpacked.")
            Optional<Size> lzipMaxBlock,

            @Parameter(
                    min = 0,
                    whenAbsent = "as many as fit into *lzip-cache*",
                    help = "How many members to keep in memory, each as long as *lzip-max-block* allows and at most 32"
                            + " MiB.")
            Optional<Integer> lzipMaxDepth,

            @Parameter(defaultValue = "64M", help = "How much of what was unpacked to keep in memory.")
            Size lzipCache) {}

    public LzipFilter(Config config) {
        super(format(config), cacheSize(config), IndexCache.none());
    }

    private static LzipFormat format(Config config) {
        LzipFormat any = new LzipFormat();
        return config.lzipMaxBlock()
                .map(size -> any.refusingMembersAbove(size.bytes()))
                .orElse(any);
    }

    private static long cacheSize(Config config) {
        long member = Math.min(config.lzipMaxBlock().map(Size::bytes).orElse(Long.MAX_VALUE), LzipFormat.LONGEST_PART);
        return config.lzipMaxDepth()
                .map(depth -> depth * member)
                .orElse(config.lzipCache().bytes());
    }
}
