// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.ThreadModel;
import dev.platter.engine.export.Chain;
import dev.platter.engine.traffic.Meter;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a connection that outlive the turn in which they came: they wait for a worker or for an asynchronous
 * disk, and are answered when they end. Any thread may end one; whoever finds the event loop not yet told tells it, so
 * that many ends cost one wake-up. All else belongs to the event loop.
 */
final class LateRequests {
    private static final int MOST = 4096;
    private static final long MOST_BYTES = 128L * 1024 * 1024;

    /** How long a queue may stand still before another worker is sent. */
    private static final long PATIENCE_MICROS = 200;

    private final Negotiated negotiated;
    private final Channel channel;
    private final ReplyEncoder encoder;
    private final ReplyBatch batch;
    private final FailureLog log;
    private final Meter meter;
    private final MemoryClaims memory;
    private final Turns turns;
    private final ConcurrentLinkedQueue<Request> ended = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean wakeUpSent = new AtomicBoolean();
    private @Nullable AsyncDisk asynchronous;
    private RequestQueue queue;
    private int count;
    private int unsent;
    private long bytes;
    private boolean watching;

    LateRequests(
            Negotiated negotiated,
            Channel channel,
            ReplyEncoder encoder,
            ReplyBatch batch,
            FailureLog log,
            Meter meter,
            MemoryClaims memory,
            Turns turns) {
        this.negotiated = negotiated;
        this.channel = channel;
        this.encoder = encoder;
        this.batch = batch;
        this.log = log;
        this.meter = meter;
        this.memory = memory;
        this.turns = turns;
        asynchronous = asynchronousDisk();
        queue = newQueue();
    }

    /** Goes on with the disk that the lease has now. Only when there are no requests. */
    void changeDisk() {
        asynchronous = asynchronousDisk();
        queue = newQueue();
    }

    private @Nullable AsyncDisk asynchronousDisk() {
        boolean completesLater = ExecutionKind.of(negotiated) == ExecutionKind.ASYNCHRONOUS;
        return completesLater && negotiated.disk().disk() instanceof AsyncDisk disk ? disk : null;
    }

    private RequestQueue newQueue() {
        Chain chain = negotiated.chain();
        Disk disk = negotiated.disk().disk();
        ThreadModel model = chain.threadModel();
        boolean oneByOne = model.compareTo(ThreadModel.SERIALIZE_ALL_REQUESTS) <= 0;
        Lock lock = chain.oneAtATime();
        return new RequestQueue(
                chain.workers(),
                model == ThreadModel.PARALLEL ? chain.threads() : 1,
                oneByOne ? request -> carryOutAlone(request, disk, lock) : request -> request.carryOut(disk));
    }

    private static void carryOutAlone(Request request, Disk disk, Lock lock) {
        lock.lock();
        try {
            request.carryOut(disk);
        } finally {
            lock.unlock();
        }
    }

    /** How many have not been answered. */
    int count() {
        return count;
    }

    /** How many were answered without their replies having left. */
    int unsent() {
        return unsent;
    }

    /** Whether there are so many, or such large ones, that no more should be taken. */
    boolean isFull() {
        return count >= MOST || bytes >= MOST_BYTES;
    }

    /** Begins one, whose memory was obtained. On workers it begins when {@link #wake} is called. */
    void submit(Request request) {
        count++;
        bytes += request.weight();
        if (meter.counts()) {
            request.begins(System.nanoTime());
        }
        AsyncDisk disk = asynchronous;
        if (disk != null) {
            request.start(disk);
        } else {
            queue.add(request);
        }
    }

    /** Ends a turn in which requests may have been submitted. */
    void wake() {
        queue.wake();
        watch();
    }

    private void watch() {
        if (!watching && count > 1 && asynchronous == null) {
            watching = true;
            loop().schedule(() -> turns.guard(this::look), PATIENCE_MICROS, TimeUnit.MICROSECONDS);
        }
    }

    private void look() {
        watching = false;
        if (queue.help()) {
            watch();
        }
    }

    /** Takes a request that has ended. Called by any thread. */
    void ended(Request request) {
        ended.add(request);
        if (wakeUpSent.compareAndSet(false, true)) {
            loop().execute(() -> turns.guard(this::answerEnded));
        }
    }

    private EventLoop loop() {
        return channel.eventLoop();
    }

    private void answerEnded() {
        wakeUpSent.set(false);
        for (Request request = ended.poll(); request != null; request = ended.poll()) {
            count--;
            if (turns.isOver()) {
                drop(request);
            } else {
                answer(request);
            }
        }
        if (!turns.isOver()) {
            batch.flush();
        }
        turns.settled();
    }

    private void answer(Request request) {
        if (meter.counts()) {
            meter.late(request.command(), request.length(), System.nanoTime() - request.began());
        }
        IOException failure = request.failure();
        ByteBuf buffer = request.buffer();
        if (failure == null && request.command() == Commands.READ && buffer != null) {
            boolean oneChunk = (request.flags() & CommandFlags.DF) != 0;
            encoder.data(
                    buffer, 0, request.cookie(), request.offset(), (int) request.length(), request.holes(), oneChunk);
            unsent++;
            batch.send(buffer).addListener(sent -> {
                unsent--;
                free(request);
                turns.madeRoom();
            });
            return;
        }
        drop(request);
        if (failure == null && request.command() == Commands.BLOCK_STATUS) {
            failure = answerExtents(request);
        } else if (failure == null) {
            encoder.done(batch.room(encoder.atMost()), request.cookie(), request.offset());
        }
        if (failure != null) {
            log.failed(request.command(), request.offset(), request.length(), failure);
            encoder.error(
                    batch.room(encoder.atMost()),
                    request.cookie(),
                    request.offset(),
                    Errors.numberOf(failure),
                    Errors.sentenceOf(failure));
        }
    }

    private @Nullable IOException answerExtents(Request request) {
        for (ExtentList extents : request.extents()) {
            if (extents.count() == 0) {
                return new DiskException(NbdError.EIO, "the disk has reported no extents at " + request.offset());
            }
        }
        for (int i = 0; i < request.extents().size(); i++) {
            ExtentList extents = request.extents().get(i);
            encoder.extents(
                    batch.room(encoder.atMost() + encoder.forExtents(extents.count())),
                    request.cookie(),
                    request.offset(),
                    request.contexts().get(i).id(),
                    extents,
                    i == request.extents().size() - 1);
        }
        return null;
    }

    private void drop(Request request) {
        if (request.buffer() != null) {
            request.buffer().release();
        }
        free(request);
    }

    /** Its memory is no longer in use. */
    private void free(Request request) {
        bytes -= request.weight();
        memory.give(request.weight());
    }
}
