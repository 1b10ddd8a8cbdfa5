// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.RequestFlags;
import dev.platter.api.ThreadModel;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves an array of 1 MiB by a disk of each kind. */
@NbdPlugin(name = "fake", summary = "an array", threadModel = ThreadModel.PARALLEL)
final class FakePlugin implements Plugin {
    static final int SIZE = 1 << 20;

    /** The kinds of disk: how their calls complete. */
    enum Kind {
        INLINE,
        BLOCKING,
        ASYNCHRONOUS,
        /** Asynchronous, and a call may wait before it returns. */
        BEGUN
    }

    final byte[] bytes = new byte[SIZE];
    final AtomicInteger open = new AtomicInteger();
    final CountDownLatch closed = new CountDownLatch(1);
    private final Kind kind;

    FakePlugin(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Disk open(Client client) {
        open.incrementAndGet();
        return kind == Kind.ASYNCHRONOUS || kind == Kind.BEGUN ? new Later() : new AtOnce();
    }

    private class AtOnce implements Disk {
        @Override
        public long size() {
            return SIZE;
        }

        @Override
        public Features features() {
            return Features.writable().withFlush();
        }

        @Override
        public boolean blocking() {
            return kind == Kind.BLOCKING;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            into.put(bytes, (int) offset, into.remaining());
        }

        @Override
        public void write(ByteBuffer from, long offset, RequestFlags flags) {
            from.get(bytes, (int) offset, from.remaining());
        }

        @Override
        public void flush() {
            // An array needs no flush.
        }

        @Override
        public void close() {
            open.decrementAndGet();
            closed.countDown();
        }
    }

    /** Completes each call on a thread of its own. */
    private final class Later extends AtOnce implements AsyncDisk {
        @Override
        public boolean blocking() {
            return kind == Kind.BEGUN;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
            Thread.ofVirtual().start(() -> {
                read(into, offset, holes);
                completion.succeeded();
            });
        }

        @Override
        public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
            Thread.ofVirtual().start(() -> {
                write(from, offset, flags);
                completion.succeeded();
            });
        }

        @Override
        public void flush(Completion completion) {
            completion.succeeded();
        }
    }
}
