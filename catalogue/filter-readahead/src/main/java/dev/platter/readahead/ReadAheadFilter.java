// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.readahead;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.Support;
import dev.platter.api.ThreadModel;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Tells the disk behind what a client will read next, if it reads in sequence. */
@NbdFilter(
        name = "readahead",
        summary = "reads ahead of clients that read in sequence",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.NONE)
public final class ReadAheadFilter implements Filter {
    private final AtomicBoolean warned = new AtomicBoolean();
    private volatile @Nullable Context context;

    public ReadAheadFilter() {}

    @Override
    public void start(Opener next, Context context) {
        this.context = context;
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Context server = context;
        if (server == null) {
            throw new IOException("the filter is not started, so it cannot read ahead yet");
        }
        Disk behind = next.open(client);
        try {
            if (behind.features().cache() == Support.NONE) {
                warnOnce(server);
                return behind;
            }
            return new ReadAheadDisk(behind, server);
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
