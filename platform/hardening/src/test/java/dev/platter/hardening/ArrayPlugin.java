// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.api.ThreadModel;
import dev.platter.nbd.BlockStatus;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Gives every client an array of its own, as a disk with all features, so that a test can compare the contents with the
 * replies to that client.
 */
@NbdPlugin(name = "array", summary = "an array for every client", threadModel = ThreadModel.PARALLEL)
final class ArrayPlugin implements Plugin {
    /** A request for the whole disk is too long to be carried out on an event loop. */
    static final int SIZE = (1 << 20) + (1 << 16);

    /** The granularity of extents, in bytes. */
    static final int PAGE = 1 << 12;

    /** Never written to. */
    private static final byte[] EMPTY = new byte[SIZE];

    private static final long PATIENCE_SECONDS = 20;

    /** The kinds of disk: where and how their calls complete. */
    enum Kind {
        INLINE,
        BLOCKING,
        ASYNCHRONOUS
    }

    private final Kind kind;
    private byte[] lastOpened = EMPTY;
    private int open;

    ArrayPlugin(Kind kind) {
        this.kind = kind;
    }

    @Override
    public synchronized Disk open(Client client) {
        open++;
        lastOpened = new byte[SIZE];
        return kind == Kind.ASYNCHRONOUS ? new Later(lastOpened) : new AtOnce(lastOpened);
    }

    /** The contents of the disk that was opened last, not a copy. */
    synchronized byte[] lastOpened() {
        return lastOpened;
    }

    private synchronized void closed() {
        open--;
        notifyAll();
    }

    /** Replaces the contents that {@link #lastOpened} returns by zeroes, until the next disk is opened. */
    synchronized void forget() {
        lastOpened = new byte[SIZE];
    }

    /** Waits until every disk is closed, and fails if that takes too long. */
    void awaitAllClosed() throws InterruptedException {
        awaitOpen(0);
    }

    /** Waits until at most {@code most} disks are open, and fails if that takes too long. */
    synchronized void awaitOpen(int most) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (open > most) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError(open + " disks are still open, although their clients have gone");
            }
            wait(left);
        }
    }

    private class AtOnce implements Disk {
        private final byte[] bytes;

        AtOnce(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long size() {
            return SIZE;
        }

        @Override
        public Features features() {
            return Features.writable()
                    .withFlush()
                    .withFua(Support.NATIVE)
                    .withTrim()
                    .withZero(Support.NATIVE)
                    .withFastZero(true)
                    .withExtents(Support.NATIVE)
                    .withCache(Support.NATIVE)
                    .withMultiConn(true);
        }

        @Override
        public boolean blocking() {
            return kind == Kind.BLOCKING;
        }

        /** Reports holes where whole pages are empty, so that replies in several chunks occur. */
        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            int from = (int) offset;
            int length = into.remaining();
            into.put(bytes, from, length);
            for (int at = from; at < from + length; at = Math.min(from + length, endOfPage(at))) {
                int end = Math.min(from + length, endOfPage(at));
                if (isZero(at, end)) {
                    holes.hole(at - from, end - at);
                }
            }
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
        public void trim(long offset, long length, RequestFlags flags) {
            zero(offset, length, flags);
        }

        @Override
        public void zero(long offset, long length, RequestFlags flags) {
            Arrays.fill(bytes, (int) offset, (int) (offset + length), (byte) 0);
        }

        @Override
        public void cache(long offset, long length) {
            // An array is in memory already.
        }

        @Override
        public void extents(long offset, long length, ExtentSink sink) {
            int end = (int) (offset + length);
            boolean wanted = true;
            for (int at = (int) offset; wanted && at < end; at = endOfPage(at)) {
                int to = Math.min(end, endOfPage(at));
                wanted = sink.add(at, to - at, isZero(at, to) ? BlockStatus.HOLE | BlockStatus.ZERO : BlockStatus.DATA);
            }
        }

        private static int endOfPage(int at) {
            return (at / PAGE + 1) * PAGE;
        }

        private boolean isZero(int from, int to) {
            for (int i = from; i < to; i++) {
                if (bytes[i] != 0) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void close() {
            closed();
        }
    }

    /** Completes each call on a thread of its own. */
    private final class Later extends AtOnce implements AsyncDisk {
        Later(byte[] bytes) {
            super(bytes);
        }

        @Override
        public boolean blocking() {
            return false;
        }

        private static void complete(Completion completion, Runnable call) {
            Thread.ofVirtual().start(() -> {
                call.run();
                completion.succeeded();
            });
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
            complete(completion, () -> read(into, offset, holes));
        }

        @Override
        public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
            complete(completion, () -> write(from, offset, flags));
        }

        @Override
        public void flush(Completion completion) {
            completion.succeeded();
        }

        @Override
        public void trim(long offset, long length, RequestFlags flags, Completion completion) {
            complete(completion, () -> trim(offset, length, flags));
        }

        @Override
        public void zero(long offset, long length, RequestFlags flags, Completion completion) {
            complete(completion, () -> zero(offset, length, flags));
        }

        @Override
        public void cache(long offset, long length, Completion completion) {
            completion.succeeded();
        }

        @Override
        public void extents(long offset, long length, ExtentSink sink, Completion completion) {
            complete(completion, () -> extents(offset, length, sink));
        }
    }
}
