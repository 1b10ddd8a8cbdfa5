// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.AsyncDisk;
import dev.platter.api.DiskException;
import dev.platter.engine.traffic.Meter;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Runs each request of a connection where it should run: at once on the event loop, or later. Even if the chain never
 * waits, a request that is so large that other connections would notice goes to a worker. Used on the event loop.
 */
final class RequestDispatcher {
    /** The longest request that runs on the event loop, in bytes. */
    static final int LONGEST_INLINE = 1 << 20;

    private final Negotiated negotiated;
    private final RequestsInFlight inFlight;
    private final ReplyWriter replies;
    private final ReplyBatch batch;
    private final Meter meter;
    private final MemoryClaims memory;
    private final ConnectionControl control;
    private final boolean paced;
    private boolean inline;
    private AsyncDisk disk;
    private Request atOnce = new Request();

    RequestDispatcher(
            Negotiated negotiated,
            ReplyWriter replies,
            ReplyBatch batch,
            Meter meter,
            MemoryClaims memory,
            RequestsInFlight inFlight,
            ConnectionControl control) {
        this.negotiated = negotiated;
        this.replies = replies;
        this.batch = batch;
        this.meter = meter;
        this.memory = memory;
        this.inFlight = inFlight;
        this.control = control;
        paced = negotiated.pace().isBounded();
        inline = ExecutionKind.of(negotiated) == ExecutionKind.INLINE;
        disk = AsyncDisk.of(negotiated.disk().disk());
    }

    /** Continues with the present disk of the lease. Only when no request is under way. */
    void changeDisk() {
        inline = ExecutionKind.of(negotiated) == ExecutionKind.INLINE;
        disk = AsyncDisk.of(negotiated.disk().disk());
        // The previous one keeps the old disk, and perhaps its failure, until the client sends another request, which
        // it may never do.
        atOnce = new Request();
        inFlight.changeDisk();
    }

    /** Whether a read or write of {@code length} bytes runs at once. */
    boolean isAtOnce(long length) {
        return inline && length <= LONGEST_INLINE;
    }

    /** The memory that a request without payload holds until it is answered, in bytes. */
    long memoryFor(RequestHeader request) {
        return request.command() == Commands.READ && !isAtOnce(request.length())
                ? memory.forReply(replies.roomForData((int) request.length()))
                : 0;
    }

    /**
     * Runs a request without payload.
     *
     * @param contexts the contexts that a block status asks for
     * @param claimed the memory that was obtained for it, in bytes
     */
    void carryOut(RequestHeader header, List<MetaContext> contexts, long claimed) {
        int command = header.command();
        long length = header.length();
        if (command == Commands.READ) {
            slowDown(length);
            if (isAtOnce(length)) {
                int size = (int) length;
                ByteBuf out = batch.room(replies.roomForData(size));
                int start = out.writerIndex();
                int from = start + replies.beforeData();
                runAtOnce(atOnce.take(header, contexts).with(out, start, batch.window(from, from + size)));
            } else {
                readLate(header, contexts, claimed);
            }
        } else if (inline && (length <= LONGEST_INLINE || command == Commands.BLOCK_STATUS)) {
            // The number of extents is limited, however long the range is.
            runAtOnce(atOnce.take(header, contexts));
        } else {
            inFlight.submit(inFlight.take(header, contexts));
        }
    }

    private void readLate(RequestHeader header, List<MetaContext> contexts, long claimed) {
        int length = (int) header.length();
        ByteBuf buffer;
        try {
            buffer = memory.allocate(replies.roomForData(length), claimed);
        } catch (DiskException e) {
            replies.fail(header, e);
            return;
        }
        ByteBuffer data = buffer.nioBuffer(replies.beforeData(), length);
        inFlight.submit(inFlight.take(header, contexts).with(buffer, 0, data).claimed(claimed));
    }

    /** Runs a write whose payload is in the event loop's buffer. Only if {@link #isAtOnce}. */
    void write(RequestHeader header, ByteBuffer payload) {
        slowDown(header.length());
        runAtOnce(atOnce.take(header, List.of()).with(payload));
    }

    /** Runs a write whose payload is complete. The caller still owns the memory that is not handed over. */
    void write(RequestHeader header, LargeWrite write) {
        slowDown(header.length());
        LandedPayload landed = write.landed();
        if (landed != null) {
            commit(header, write, landed);
        } else if (isAtOnce(header.length())) {
            runAtOnce(atOnce.take(header, List.of()).with(write.data()));
        } else {
            ByteBuf payload;
            try {
                payload = write.giveAway();
            } catch (DiskException e) {
                replies.fail(header, e);
                return;
            }
            inFlight.submit(inFlight.take(header, List.of())
                    .with(payload, 0, payload.nioBuffer(0, payload.writerIndex()))
                    .claimed(header.length()));
        }
    }

    /** A request of its own: a disk that completes twice must not end the next one. */
    private void commit(RequestHeader header, LargeWrite write, LandedPayload payload) {
        if (isAtOnce(header.length())) {
            runAtOnce(new Request().take(header, List.of()).with(payload));
        } else {
            write.giveAwayLanded();
            inFlight.submit(inFlight.take(header, List.of()).with(payload).claimed(header.length()));
        }
    }

    private void runAtOnce(Request request) {
        meter.atOnce(request.command(), request.length());
        request.carryOut(disk);
        if (!request.hasEnded()) {
            // The late completion may still come, and must not end the next request.
            atOnce = new Request();
            request.failed(new DiskException(
                    NbdError.EIO, disk + " promised to complete before it returns, and returned without completing"));
        }
        replies.answer(request);
    }

    /** Counts bytes of a request against the export's pace. */
    void slowDown(long bytes) {
        if (paced) {
            control.rest(negotiated.pace().take(bytes));
        }
    }
}
