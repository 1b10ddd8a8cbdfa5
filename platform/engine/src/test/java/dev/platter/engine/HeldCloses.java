// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Disks whose close does not return before the test releases it, like the close of a disk with much data to write. */
@NbdFilter(name = "held", summary = "holds closing up")
final class HeldCloses implements Filter {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Waits until a disk is being closed. */
    void await() throws InterruptedException {
        begun.await();
    }

    /** Lets all held and later calls of close return. */
    void release() {
        released.countDown();
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        return new ForwardingDisk(next.open(client)) {
            @Override
            public void close() throws IOException {
                begun.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                super.close();
            }
        };
    }
}
