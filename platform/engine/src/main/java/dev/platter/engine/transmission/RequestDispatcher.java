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
 * Sends each request of a connection to where it is carried out: at once on the event loop, or late. Even where no call
 * waits, a request that is so large that other connections would notice goes to a worker. Belongs to the event loop.
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

    /** Goes on with the disk that the lease has now. Only when no request is under way. */
    void changeDisk() {
        inline = ExecutionKind.of(negotiated) == ExecutionKind.INLINE;
        disk = AsyncDisk.of(negotiated.disk().disk());
        // The one before has the old disk, and perhaps its failure, until the client sends another request; and it may
        // never.
        atOnce = new Request();
        inFlight.changeDisk();
    }

    /** Whether a read or write of that many bytes is carried out at once. */
    boolean isAtOnce(long length) {
        return inline && length <= LONGEST_INLINE;
    }

    /** How much memory a request without payload holds until it is answered, in bytes. */
    long memoryFor(RequestHeader request) {
        return request.command() == Commands.READ && !isAtOnce(request.length())
                ? replies.roomForData((int) request.length())
                : 0;
    }

    /**
     * A request without payload.
     *
     * @param contexts what a block status is to tell of
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
            // Extents are bounded by their number, whatever the length.
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

    /** A write whose payload lies in the event loop's buffer. Only if {@link #isAtOnce}. */
    void write(RequestHeader header, ByteBuffer payload) {
        slowDown(header.length());
        runAtOnce(atOnce.take(header, List.of()).with(payload));
    }

    /** A write whose payload is complete. What is not given away of it is still the caller's. */
    void write(RequestHeader header, LargeWrite write) {
        slowDown(header.length());
        if (isAtOnce(header.length())) {
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

    private void runAtOnce(Request request) {
        meter.atOnce(request.command(), request.length());
        request.carryOut(disk);
        if (!request.hasEnded()) {
            // Its completion may still come, and must not end the next request.
            atOnce = new Request();
            request.failed(new DiskException(
                    NbdError.EIO, disk + " has promised to complete on return, and has returned without completing"));
        }
        replies.answer(request);
    }

    private void slowDown(long bytes) {
        if (paced) {
            control.rest(negotiated.pace().take(bytes));
        }
    }
}
