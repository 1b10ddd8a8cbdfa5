// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cow;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.HandedState;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.Stateful;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Size;
import dev.platter.overlay.OnRead;
import dev.platter.overlay.PerExport;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes any disk one that can be written to, and leaves that disk as it is. */
@NbdFilter(
        name = "cow",
        summary = "keeps what is written in memory, and leaves the disk behind it as it is",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.IN_INSTANCE)
public final class CowFilter implements Filter, Stateful {
    private final Config config;
    private Optional<HandedState> adopted = Optional.empty();
    private System.Logger logger = System.getLogger(CowFilter.class.getName());
    private volatile @Nullable PerExport<Overlay> overlays;

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
        this.config = config;
    }

    @Override
    public void adopt(HandedState state) {
        adopted = Optional.of(state);
    }

    @Override
    public void start(Opener next, Context context) throws IOException {
        logger = context.logger();
        PerExport<Overlay> made = new PerExport<>("platter-cow", 1, new PerExport.Maker<>() {
            @Override
            public Overlay create() throws IOException {
                return Overlay.create(context);
            }

            @Override
            public Overlay adopt(HandedState state) throws IOException {
                return Overlay.adopt(context, state);
            }
        });
        overlays = made;
        if (adopted.isPresent()) {
            made.adopt(adopted.get());
            adopted = Optional.empty();
        }
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        PerExport<Overlay> all = started();
        Disk behind = next.open(client.asReadOnly());
        try {
            logger.log(Level.DEBUG, "underlying file size: " + behind.size());
            return new CowDisk(behind, all.use(client.exportName()), config);
        } catch (IOException | RuntimeException e) {
            // The server closes only disks that were returned to it.
            try (behind) {
                throw e;
            }
        }
    }

    @Override
    public HandedState release() throws IOException {
        return started().release();
    }

    @Override
    public void keep() {
        PerExport<Overlay> kept = overlays;
        if (kept != null) {
            kept.keep();
        }
    }

    @Override
    public void stop() {
        PerExport<Overlay> stopped = overlays;
        overlays = null;
        if (stopped != null) {
            stopped.stop();
        }
    }

    private PerExport<Overlay> started() throws IOException {
        PerExport<Overlay> started = overlays;
        if (started == null) {
            throw new IOException("the filter is not started, so it has nothing to write to yet");
        }
        return started;
    }
}
