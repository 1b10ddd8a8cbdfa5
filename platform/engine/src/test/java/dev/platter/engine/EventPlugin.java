// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.Poller;
import dev.platter.api.ThreadModel;
import io.netty.channel.epoll.Native;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/**
 * A disk whose storage is an eventfd: a batch of reads is submitted by writing to it, and completed when the event loop
 * sees that.
 */
@NbdPlugin(name = "event", summary = "completes reads when an eventfd says so", threadModel = ThreadModel.PARALLEL)
final class EventPlugin implements Plugin {
    static final byte BYTE = 7;

    /** A read here makes the watch's task throw, after it has completed all reads. */
    static final long THROWS = 1 << 16;

    final Queue<Integer> batches = new ConcurrentLinkedQueue<>();
    final Queue<Thread> completers = new ConcurrentLinkedQueue<>();
    final Queue<Thread> callers = new ConcurrentLinkedQueue<>();
    final Queue<Boolean> mayWait = new ConcurrentLinkedQueue<>();
    final CountDownLatch closed = new CountDownLatch(1);
    final FileDescriptor event = Native.newEventFd();
    volatile Optional<Poller> poller = Optional.empty();
    volatile int runs;

    private final boolean endsWatch;

    /** @param endsWatch whether the disk ends its watch when it is closed, as it should */
    EventPlugin(boolean endsWatch) {
        this.endsWatch = endsWatch;
    }

    @Override
    public Disk open(Client client) throws IOException {
        poller = client.poller();
        return new EventDisk(poller.orElseThrow(() -> new IOException("there is no poller")));
    }

    @Override
    public void stop() throws IOException {
        event.close();
    }

    private record Read(ByteBuffer into, long offset, Completion completion) {}

    private final class EventDisk implements AsyncDisk {
        private final Poller loop;
        private final Poller.Watch watch;
        private final List<Read> queued = new ArrayList<>();
        private final List<Read> submitted = new ArrayList<>();

        EventDisk(Poller loop) throws IOException {
            this.loop = loop;
            watch = loop.watch(event.intValue(), this::ready);
        }

        @Override
        public long size() {
            return 1 << 20;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
            mayWait.add(loop.mayWait());
            if (!loop.isCurrentThread()) {
                callers.add(Thread.currentThread());
                loop.execute(() -> read(into, offset, holes, completion));
                return;
            }
            if (queued.isEmpty()) {
                loop.afterTurn(this::submit);
            }
            queued.add(new Read(into, offset, completion));
        }

        private void submit() {
            batches.add(queued.size());
            submitted.addAll(queued);
            queued.clear();
            Native.eventFdWrite(event.intValue(), 1);
        }

        private void ready() {
            runs++;
            List<Read> done = List.copyOf(submitted);
            submitted.clear();
            for (Read read : done) {
                completers.add(Thread.currentThread());
                while (read.into.hasRemaining()) {
                    read.into.put(BYTE);
                }
                read.completion.succeeded();
            }
            if (done.stream().anyMatch(read -> read.offset == THROWS)) {
                throw new IllegalStateException("on purpose");
            }
        }

        @Override
        public void close() {
            if (endsWatch) {
                watch.close();
                watch.close();
            }
            closed.countDown();
        }
    }
}
