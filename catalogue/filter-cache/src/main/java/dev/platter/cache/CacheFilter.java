// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cache;

import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.HandedState;
import dev.platter.api.NbdFilter;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Size;
import dev.platter.blocks.BlockLocks;
import dev.platter.overlay.OnRead;
import dev.platter.overlay.OverlayFilter;
import dev.platter.overlay.PageSet;
import dev.platter.overlay.PerExport;
import java.io.IOException;
import java.util.Optional;

/** Keeps what is written, and if wanted what is read, in memory. */
@NbdFilter(
        name = "cache",
        summary = "keeps what is written and read in memory, in front of a slow disk",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.IN_INSTANCE)
public final class CacheFilter extends OverlayFilter<Cache> {
    private final Config config;
    private final BlockLocks locks = new BlockLocks();

    /**
     * The parameters.
     *
     * @param cache when the disk behind gets what was written
     * @param cacheMinBlockSize how much is read into the cache at a time
     * @param cacheMaxSize how large the cache may become; empty for no limit
     * @param cacheHighThreshold how full the cache is when it begins to make room, in percent
     * @param cacheLowThreshold how full it is when it has made enough room, in percent
     * @param cacheOnRead whether what is read is kept
     */
    public record Config(
            @Parameter(
                    defaultValue = "writeback",
                    help = "When the disk behind gets what was written: when a client flushes, before each write ends,"
                            + " or only when the cache needs room, whatever clients ask for.")
            Mode cache,

            @Parameter(
                    defaultValue = "64K",
                    help = "How much is read into the cache at a time, and what clients are told to prefer: a power of"
                            + " 2, at least 4k.")
            Size cacheMinBlockSize,

            @Parameter(whenAbsent = "no limit", help = "How large the cache may become.")
            Optional<Size> cacheMaxSize,

            @Parameter(
                    defaultValue = "95",
                    min = 1,
                    help = "How full the cache is when it begins to make room, in percent of cache-max-size.")
            int cacheHighThreshold,

            @Parameter(
                    defaultValue = "80",
                    min = 1,
                    help = "How full the cache is when it has made enough room, in percent of cache-max-size.")
            int cacheLowThreshold,

            @Parameter(
                    defaultValue = "false",
                    syntax = "true|false|/PATH",
                    help = "Keep what is read, too: always, never, or while a file exists.")
            OnRead cacheOnRead) {
        private static final long MOST = 1L << 31;

        /** Checks the sizes against each other. */
        public Config {
            long block = cacheMinBlockSize.bytes();
            if (block < PageSet.PAGE || block > MOST || Long.bitCount(block) != 1) {
                throw new ParameterException(
                        "cache-min-block-size",
                        "it must be a power of 2 from " + PageSet.PAGE + " to 2G, not " + block);
            }
            if (cacheMaxSize.isPresent()) {
                checkLimits(cacheMaxSize.get().bytes(), block, cacheHighThreshold, cacheLowThreshold);
            }
        }

        private static void checkLimits(long most, long block, int high, int low) {
            if (most < block) {
                throw new ParameterException(
                        "cache-max-size",
                        most + " bytes are too small: give it at least cache-min-block-size (" + block + ")");
            }
            if (low >= high) {
                throw new ParameterException(
                        "cache-low-threshold", low + " must be less than cache-high-threshold, which is " + high);
            }
        }
    }

    public CacheFilter(Config config) {
        super("platter-cache", 1);
        this.config = config;
    }

    @Override
    protected PerExport.Maker<Cache> maker(Context context) {
        return new PerExport.Maker<>() {
            @Override
            public Cache create() throws IOException {
                return Cache.create(context, config);
            }

            @Override
            public Cache adopt(HandedState state) throws IOException {
                return Cache.adopt(context, config, state);
            }
        };
    }

    @Override
    protected Disk open(Disk behind, PerExport.Use<Cache> cache) throws IOException {
        return new CacheDisk(behind, cache, config, locks);
    }
}
