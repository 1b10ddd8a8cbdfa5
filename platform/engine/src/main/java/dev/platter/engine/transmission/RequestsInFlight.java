// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.AsyncDisk;
import dev.platter.api.DiskException;
import dev.platter.api.ThreadModel;
import dev.platter.engine.export.Chain;
import dev.platter.engine.traffic.Meter;
import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a connection that outlive the turn in which they came: they wait for a worker or for an asynchronous
 * disk, and are answered when they end. Any thread may end a request; the first that ends one after a wake-up sends the
 * next wake-up, so a series of ends costs only one. Everything else runs on the event loop.
 */
final class RequestsInFlight {
    private static final int MOST = 4096;
    private static final long MOST_BYTES = 128L * 1024 * 1024;

    /** How long the queue may stand still before another worker is sent. */
    private static final long PATIENCE_MICROS = 200;

    private final Negotiated negotiated;
    private final Channel channel;
    private final ReplyWriter replies;
    private final ReplyBatch batch;
    private final Meter meter;
    private final MemoryClaims memory;
    private final ConnectionControl control;
    private final ConcurrentLinkedQueue<Request> ended = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean wakeUpSent = new AtomicBoolean();
    private @Nullable AsyncDisk asynchronous;
    private RequestQueue queue;
    private long writeWindow;
    private long cachedWrites;
    private int count;
    private int queued;
    private long unsentBytes;
    private long bytes;
    private boolean watching;

    RequestsInFlight(
            Negotiated negotiated,
            Channel channel,
            ReplyWriter replies,
            ReplyBatch batch,
            Meter meter,
            MemoryClaims memory,
            ConnectionControl control) {
        this.negotiated = negotiated;
        this.channel = channel;
        this.replies = replies;
        this.batch = batch;
        this.meter = meter;
        this.memory = memory;
        this.control = control;
        asynchronous = asynchronousDisk();
        queue = newQueue();
        writeWindow = negotiated.disk().features().writeWindow();
    }

    /** Continues with the present disk of the lease. Only when there are no requests. */
    void changeDisk() {
        asynchronous = asynchronousDisk();
        queue = newQueue();
        writeWindow = negotiated.disk().features().writeWindow();
    }

    private @Nullable AsyncDisk asynchronousDisk() {
        boolean completesLater = ExecutionKind.of(negotiated) == ExecutionKind.ASYNCHRONOUS;
        return completesLater && negotiated.disk().disk() instanceof AsyncDisk disk ? disk : null;
    }

    private RequestQueue newQueue() {
        Chain chain = negotiated.chain();
        AsyncDisk disk = ExecutionKind.of(negotiated) == ExecutionKind.BEGUN_ON_WORKERS
                ? AsyncDisk.of(negotiated.disk().disk())
                : SynchronousDisk.completingOnReturn(negotiated.disk().disk());
        ThreadModel model = chain.threadModel();
        boolean oneByOne = model.compareTo(ThreadModel.SERIALIZE_ALL_REQUESTS) <= 0;
        Lock lock = chain.oneAtATime();
        return new RequestQueue(
                chain.workers(),
                model == ThreadModel.PARALLEL ? chain.threads() : 1,
                oneByOne ? request -> carryOutAlone(request, disk, lock) : request -> request.carryOut(disk));
    }

    private static void carryOutAlone(Request request, AsyncDisk disk, Lock lock) {
        lock.lock();
        try {
            request.carryOut(disk);
        } finally {
            lock.unlock();
        }
    }

    /** The number of requests that are not answered yet. */
    int count() {
        return count;
    }

    /** The number of bytes of replies that wait for the client. */
    long unsentBytes() {
        return unsentBytes;
    }

    /** Whether no more requests should be taken, because of their number or their size, or since the disk has enough to write. */
    boolean isFull() {
        return count >= MOST || bytes >= MOST_BYTES || cachedWrites >= writeWindow;
    }

    /** Creates a request that may end later; the caller submits it. */
    Request take(RequestHeader header, List<MetaContext> contexts) {
        return new Request(this::ended).take(header, contexts);
    }

    /** Starts a request whose memory was obtained. On workers it starts when {@link #wake} is called. */
    void submit(Request request) {
        count++;
        bytes += request.claimed();
        cachedWrites += request.cachedWrite();
        if (meter.counts()) {
            request.begins(System.nanoTime());
        }
        AsyncDisk disk = asynchronous;
        if (disk != null) {
            request.carryOut(disk);
            return;
        }
        try {
            queue.add(request);
            queued++;
        } catch (OutOfMemoryError e) {
            request.failed(new DiskException(NbdError.ENOMEM, "the server is out of memory: " + e.getMessage(), e));
        }
    }

    /** Ends a turn in which requests may have been submitted. If none were, no lock is taken. */
    void wake() {
        if (queued > 0) {
            queued = 0;
            if (queue.wake()) {
                watch();
            }
        }
    }

    private void watch() {
        if (!watching) {
            watching = true;
            loop().schedule(() -> control.guard(this::look), PATIENCE_MICROS, TimeUnit.MICROSECONDS);
        }
    }

    private void look() {
        watching = false;
        if (queue.help()) {
            watch();
        }
    }

    /** Takes a request that has ended. Called by any thread. */
    private void ended(Request request) {
        ended.add(request);
        if (wakeUpSent.compareAndSet(false, true)) {
            try {
                loop().execute(() -> control.guard(this::answerEnded));
            } catch (RuntimeException | Error e) {
                // The next request that ends tries again.
                wakeUpSent.set(false);
                throw e;
            }
        }
    }

    private EventLoop loop() {
        return channel.eventLoop();
    }

    private void answerEnded() {
        wakeUpSent.set(false);
        for (Request request = ended.poll(); request != null; request = ended.poll()) {
            count--;
            if (control.isOver()) {
                drop(request);
            } else {
                answerOrFail(request);
            }
        }
        if (!control.isOver()) {
            batch.flush();
        }
        control.settled();
    }

    /**
     * An exception ends the connection, but the memory of this request is still freed and the other requests still end.
     */
    private void answerOrFail(Request request) {
        ByteBuf reply = null;
        try {
            reply = answer(request);
        } catch (RuntimeException | Error e) {
            control.fail(e);
        }
        if (reply == null) {
            drop(request);
        } else {
            send(request, reply);
        }
    }

    /** Answers a request, or returns its buffer, if that is the reply and still has to be sent. */
    private @Nullable ByteBuf answer(Request request) {
        PiecewiseRead whole = request.whole();
        boolean data = request.outcome() == Request.Outcome.DATA;
        if (whole != null) {
            if (!data) {
                whole.failed(request);
                return null;
            }
            whole.answer(request);
        } else {
            if (meter.counts()) {
                meter.late(request.command(), request.length(), System.nanoTime() - request.began());
            }
            replies.answer(request);
        }
        return data ? request.buffer() : null;
    }

    private void send(Request request, ByteBuf reply) {
        int length = reply.readableBytes();
        unsentBytes += length;
        batch.send(reply).addListener(sent -> {
            unsentBytes -= length;
            free(request);
            if (!sent.isSuccess()) {
                // The client would take the next reply for the rest of this one.
                control.fail(sent.cause());
            }
            control.madeRoom();
        });
    }

    private void drop(Request request) {
        ByteBuf buffer = request.buffer();
        if (buffer != null) {
            buffer.release();
        }
        free(request);
    }

    /** Gives back the budget of a request whose memory is no longer in use. */
    private void free(Request request) {
        request.abandonLanding();
        bytes -= request.claimed();
        cachedWrites -= request.cachedWrite();
        memory.give(request.claimed());
    }
}
