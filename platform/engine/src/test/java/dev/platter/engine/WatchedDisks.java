// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells whether the disks that it has opened are still in memory, without holding them. */
@NbdFilter(name = "watched", summary = "sees its disks collected")
final class WatchedDisks implements Filter {
    private final List<WeakReference<Disk>> opened = new CopyOnWriteArrayList<>();

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        // Inline, blocking or asynchronous, as the disk behind it is.
        Disk disk = new ForwardingAsyncDisk(next.open(client)) {
            @Override
            public boolean completesOnReturn() {
                return next().completesOnReturn();
            }
        };
        opened.add(new WeakReference<>(disk));
        return disk;
    }

    /** Collects garbage until all of them are gone; there has to be one at least. */
    boolean areGoneWithin(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean gone;
        do {
            System.gc();
            gone = !opened.isEmpty() && opened.stream().allMatch(disk -> disk.refersTo(null));
        } while (!gone && System.nanoTime() < deadline);
        return gone;
    }
}
