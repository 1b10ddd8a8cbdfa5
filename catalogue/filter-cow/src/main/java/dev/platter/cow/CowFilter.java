// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cow;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.HandedState;
import dev.platter.api.NbdFilter;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Size;
import dev.platter.overlay.OnRead;
import dev.platter.overlay.OverlayFilter;
import dev.platter.overlay.PerExport;
import java.io.IOException;

/** Makes any disk one that can be written to, and leaves that disk as it is. */
@NbdFilter(
        name = "cow",
        summary = "keeps what is written in memory, and leaves the disk behind it as it is",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.IN_INSTANCE)
public final class CowFilter extends OverlayFilter<Overlay> {
    private final Config config;

    /**
     * The parameters.
     *
     * @param cowBlockSize how much is copied at a time
     * @param cowOnCache whether what is announced is copied
     * @param cowOnRead whether what is read is copied
     */
    public record Config(
            @Parameter(
                    defaultValue = "64K",
                    help = "How much is copied at a time by cow-on-read and cow-on-cache, and what clients are told to"
                            + " prefer: a power of 2 from 4k to 2G.")
            Size cowBlockSize,

            @Parameter(
                    defaultValue = "false",
                    help = "Copy what a client announces that it will read (a cache request) into memory.")
            boolean cowOnCache,

            @Parameter(
                    defaultValue = "false",
                    syntax = "true|false|/PATH",
                    help = "Copy what is read into memory, so that it is read only once from the disk behind: always,"
                            + " never, or while a file exists.")
            OnRead cowOnRead) {
        private static final long LEAST = 4096;
        private static final long MOST = 1L << 31;

        /** Checks the size of blocks. */
        public Config {
            long block = cowBlockSize.bytes();
            if (block < LEAST || block > MOST || Long.bitCount(block) != 1) {
                throw new ParameterException(
                        "cow-block-size", "it must be a power of 2 from " + LEAST + " to 2G, not " + block);
            }
        }
    }

    public CowFilter(Config config) {
        super("platter-cow", 1);
        this.config = config;
    }

    @Override
    protected PerExport.Maker<Overlay> maker(Context context) {
        return new PerExport.Maker<>() {
            @Override
            public Overlay create() throws IOException {
                return Overlay.create(context);
            }

            @Override
            public Overlay adopt(HandedState state) throws IOException {
                return Overlay.adopt(context, state);
            }
        };
    }

    /** Nothing reaches the disk behind but reads. */
    @Override
    protected Client behind(Client client) {
        return client.asReadOnly();
    }

    @Override
    protected Disk open(Disk behind, PerExport.Use<Overlay> overlay) throws IOException {
        return new CowDisk(behind, overlay, config);
    }
}
