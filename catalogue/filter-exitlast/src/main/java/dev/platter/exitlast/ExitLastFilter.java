// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.exitlast;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.TransparentDisk;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts the disks that clients have open, and ends the server when the last one is closed because its client has gone. A disk
 * that is closed while its client stays, since another version of this filter or another export takes over, ends nothing.
 */
@NbdFilter(name = "exitlast", summary = "ends the server when its last client has gone", contents = Contents.NONE)
public final class ExitLastFilter implements Filter {
    private final AtomicInteger open = new AtomicInteger();
    private volatile @Nullable Context server;

    /** Called by the server. */
    public ExitLastFilter() {}

    @Override
    public void start(Opener next, Context context) {
        server = context;
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk disk = next.open(client);
        open.incrementAndGet();
        return new CountedDisk(disk, client);
    }

    private void closed(Client client) {
        Context context = server;
        if (open.decrementAndGet() == 0 && client.isGone() && context != null) {
            context.shutdown("the last client has gone");
        }
    }

    private final class CountedDisk extends TransparentDisk {
        private final Client client;

        CountedDisk(Disk next, Client client) {
            super(next);
            this.client = client;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                closed(client);
            }
        }
    }
}
