// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Opener;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A chain knows whether a worker has done with a request when its call has returned, or has to wait. */
class MemberDisksTest {
    private static final Client NOBODY = new ServerItself("", false, new Presence());

    /** Completes later, and may wait before it returns. */
    private static final class Remote implements AsyncDisk {
        @Override
        public long size() {
            return 100;
        }

        @Override
        public boolean blocking() {
            return true;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
            throw new UnsupportedOperationException("not called here");
        }
    }

    /** Waits until its work is done. */
    private static final class Local implements Disk {
        @Override
        public long size() {
            return 100;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            throw new UnsupportedOperationException("not called here");
        }
    }

    private static final class Asynchronous extends ForwardingAsyncDisk {
        Asynchronous(Disk next) {
            super(next);
        }
    }

    private static final class Synchronous extends ForwardingDisk {
        Synchronous(Disk next) {
            super(next);
        }
    }

    @NbdPlugin(name = "opens", summary = "opens a disk", threadModel = ThreadModel.PARALLEL)
    private record Opens(Disk disk) implements Plugin {
        @Override
        public Disk open(Client client) {
            return disk;
        }
    }

    private record Around(UnaryOperator<Disk> wrapper) implements Filter {
        @Override
        public Disk open(Opener next, Client client) throws IOException {
            return wrapper.apply(next.open(client));
        }
    }

    private static boolean isOnlyBegun(Disk disk, UnaryOperator<Disk> filter) throws IOException {
        Chain chain = Chain.of("disk", new Opens(disk))
                .filter("filter", new Around(filter))
                .build();
        chain.prepare();
        chain.start(reason -> {});
        try {
            OpenDisk opened = chain.open(NOBODY);
            assertTrue(opened.blocking());
            opened.close();
            return opened.isOnlyBegun();
        } finally {
            chain.stop();
        }
    }

    @Test
    void anAsynchronousDiskBehindAnAsynchronousFilterIsOnlyBegun() throws IOException {
        assertTrue(isOnlyBegun(new Remote(), disk -> disk));
        assertTrue(isOnlyBegun(new Remote(), Asynchronous::new));
    }

    @Test
    void aDiskThatWaitsKeepsItsWorkerEvenBehindAnAsynchronousFilter() throws IOException {
        assertFalse(isOnlyBegun(new Local(), Asynchronous::new));
    }

    @Test
    void aFilterThatWaitsKeepsItsWorkerEvenBeforeAnAsynchronousDisk() throws IOException {
        assertFalse(isOnlyBegun(new Remote(), Synchronous::new));
    }
}
