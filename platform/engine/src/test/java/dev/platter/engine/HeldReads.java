// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/** Reads that do not return before the test releases them, not even when interrupted, like some system calls. */
@NbdFilter(name = "held", summary = "holds reads up")
final class HeldReads implements Filter {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Waits until a read has begun. */
    void await() throws InterruptedException {
        begun.await();
    }

    /** Lets all held and later reads go on. */
    void release() {
        released.countDown();
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        return new ForwardingDisk(next.open(client)) {
            @Override
            public boolean blocking() {
                return true;
            }

            @Override
            public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
                begun.countDown();
                boolean goesOn = false;
                while (!goesOn) {
                    try {
                        released.await();
                        goesOn = true;
                    } catch (InterruptedException e) {
                        goesOn = false;
                    }
                }
                super.read(into, offset, holes);
            }
        };
    }
}
