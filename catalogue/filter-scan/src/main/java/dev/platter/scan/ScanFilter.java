// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scan;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.Support;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Size;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Tells the disk behind, block by block, that all of it will be read. */
@NbdFilter(
        name = "scan",
        summary = "has the disk behind it read from beginning to end, while clients are connected",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.NONE)
public final class ScanFilter implements Filter {
    private final Config config;

    /** Where the scan of all clients goes on. */
    private final AtomicLong clock = new AtomicLong();

    private final AtomicBoolean warned = new AtomicBoolean();
    private volatile @Nullable Context context;

    /**
     * The parameters.
     *
     * @param scanAhead whether a read moves the scan forward
     * @param scanClock whether a client goes on where others have come to
     * @param scanForever whether the scan begins again at the end
     * @param scanSize the size of a block
     */
    public record Config(
            @Parameter(
                    defaultValue = "true",
                    help = "Go on behind what a client reads, if that is further on than the scan.")
            boolean scanAhead,

            @Parameter(
                    defaultValue = "true",
                    help = "Go on where the scan was when the last client left, rather than at the beginning.")
            boolean scanClock,

            @Parameter(defaultValue = "false", help = "Begin again at the end of the disk.")
            boolean scanForever,

            @Parameter(defaultValue = "2M", help = "How much is announced at a time: a power of 2 from 512 to 32M.")
            Size scanSize) {
        private static final long LEAST = 512;
        private static final long MOST = 32 << 20;

        /** Checks the size of blocks. */
        public Config {
            long block = scanSize.bytes();
            if (block < LEAST || block > MOST || Long.bitCount(block) != 1) {
                throw new ParameterException("scan-size", "it must be a power of 2 from 512 to 32M, not " + block);
            }
        }
    }

    public ScanFilter(Config config) {
        this.config = config;
    }

    @Override
    public void start(Opener next, Context context) {
        this.context = context;
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Context server = context;
        if (server == null) {
            throw new IOException("the filter is not started, so it cannot scan yet");
        }
        Disk behind = next.open(client);
        try {
            if (behind.features().cache() == Support.NONE) {
                warnOnce(server);
                return behind;
            }
            long block = Math.max(
                    config.scanSize().bytes(), behind.features().blockSizes().minimum());
            AtomicLong position = config.scanClock() ? clock : new AtomicLong();
            ScanningDisk disk = new ScanningDisk(behind, server, config, block, position);
            disk.scan();
            return disk;
        } catch (IOException | RuntimeException e) {
            // The server closes only disks that were returned to it.
            try (behind) {
                throw e;
            }
        }
    }

    private void warnOnce(Context server) {
        if (!warned.getAndSet(true)) {
            server.logger()
                    .log(
                            Level.WARNING,
                            "the disk behind cannot be told what will be read, so the filter does nothing: put the"
                                    + " filter cache between the two");
        }
    }
}
