// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nocache;

import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.Support;
import dev.platter.api.TransparentDisk;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;

/** Changes whether clients can have a disk read ahead, and what comes of it. */
@NbdFilter(name = "nocache", summary = "keeps requests to read ahead from the disk behind", contents = Contents.NONE)
public final class NoCacheFilter implements Filter {
    private final CacheMode mode;

    /**
     * The parameters.
     *
     * @param cachemode what happens to requests to read ahead
     */
    public record Config(
            @Parameter(
                    defaultValue = "none",
                    syntax = CacheMode.SYNTAX,
                    help = "What happens to requests to read ahead: none are offered, they become reads, or they do"
                            + " nothing.")
            CacheMode cachemode) {}

    public NoCacheFilter(Config config) {
        mode = config.cachemode();
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        return new NoCacheDisk(next.open(client), mode);
    }

    private static final class NoCacheDisk extends TransparentDisk {
        private final CacheMode mode;

        NoCacheDisk(Disk next, CacheMode mode) {
            super(next);
            this.mode = mode;
        }

        @Override
        public Features features() throws IOException {
            return next().features()
                    .withCache(
                            switch (mode) {
                                case NONE -> Support.NONE;
                                case EMULATE -> Support.EMULATED;
                                case NOP -> Support.NATIVE;
                            });
        }

        /** Called only if it is to do nothing: the server makes reads of what is emulated. */
        @Override
        public void cache(long offset, long length, Completion completion) {
            completion.succeeded();
        }
    }
}
