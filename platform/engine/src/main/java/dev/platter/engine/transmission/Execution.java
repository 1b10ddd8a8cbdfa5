// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.engine.traffic.Meter;
import dev.platter.nbd.Commands;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Sends each request of a connection to where it is carried out: at once on the event loop, or late. Even where nobody
 * waits, a request that is so large that other connections would notice goes to a worker. Belongs to the event loop.
 */
final class Execution {
    /** The longest request that runs on the event loop, in bytes. */
    static final int LONGEST_INLINE = 1 << 20;

    private final Negotiated negotiated;
    private final LateRequests late;
    private final ReplyEncoder encoder;
    private final ReplyBatch batch;
    private final FailureLog log;
    private final Meter meter;
    private final Turns turns;
    private final boolean paced;
    private boolean inline;
    private InlineExecution atOnce;

    Execution(
            Negotiated negotiated,
            ReplyEncoder encoder,
            ReplyBatch batch,
            FailureLog log,
            Meter meter,
            LateRequests late,
            Turns turns) {
        this.negotiated = negotiated;
        this.encoder = encoder;
        this.batch = batch;
        this.log = log;
        this.meter = meter;
        this.late = late;
        this.turns = turns;
        paced = negotiated.pace().isBounded();
        inline = ExecutionKind.of(negotiated) == ExecutionKind.INLINE;
        atOnce = new InlineExecution(negotiated.disk().disk(), encoder, batch, log);
    }

    /** Goes on with the disk that the lease has now. Only when no request is under way. */
    void changeDisk() {
        inline = ExecutionKind.of(negotiated) == ExecutionKind.INLINE;
        atOnce = new InlineExecution(negotiated.disk().disk(), encoder, batch, log);
        late.changeDisk();
    }

    /** Whether a read or write of that many bytes is carried out at once. */
    boolean isAtOnce(long length) {
        return inline && length <= LONGEST_INLINE;
    }

    /** How much memory a request without payload holds until it is answered, in bytes. */
    long memoryFor(RequestHeader request) {
        return request.command() == Commands.READ && !isAtOnce(request.length()) ? roomFor(request.length()) : 0;
    }

    private int roomFor(long length) {
        return encoder.beforeData() + (int) length + encoder.atMost();
    }

    /** A request without payload. */
    void carryOut(RequestHeader request, List<MetaContext> contexts) {
        int command = request.command();
        long offset = request.offset();
        long length = request.length();
        if (command == Commands.READ) {
            slowDown(length);
        }
        if (command == Commands.READ && isAtOnce(length)) {
            meter.atOnce(command, length);
            atOnce.read(request.flags(), request.cookie(), offset, (int) length);
            return;
        }
        // Extents are bounded by their number, whatever the length.
        if (command != Commands.READ && inline && (length <= LONGEST_INLINE || command == Commands.BLOCK_STATUS)) {
            meter.atOnce(command, length);
            atOnce.other(command, request.flags(), request.cookie(), offset, length, contexts);
            return;
        }
        ByteBuf buffer = null;
        ByteBuffer data = null;
        if (command == Commands.READ) {
            int room = roomFor(length);
            buffer = PooledByteBufAllocator.DEFAULT.directBuffer(room, room);
            data = buffer.nioBuffer(encoder.beforeData(), (int) length);
        }
        late.submit(new Request(
                command, request.flags(), request.cookie(), offset, length, contexts, buffer, data, late::ended));
    }

    /** A write whose payload lies in the event loop's buffer. Only if {@link #isAtOnce}. */
    void write(RequestHeader request, ByteBuffer payload) {
        slowDown(request.length());
        meter.atOnce(Commands.WRITE, request.length());
        atOnce.write(request.flags(), request.cookie(), request.offset(), payload);
    }

    private void slowDown(long bytes) {
        if (paced) {
            turns.rest(negotiated.pace().take(bytes));
        }
    }

    /** A write whose payload has a buffer of its own, which is given away. */
    void write(LargeWrite write) {
        slowDown(write.length());
        if (isAtOnce(write.length())) {
            meter.atOnce(Commands.WRITE, write.length());
            atOnce.write(write.flags(), write.cookie(), write.offset(), write.data());
            write.release();
        } else {
            late.submit(new Request(
                    Commands.WRITE,
                    write.flags(),
                    write.cookie(),
                    write.offset(),
                    write.length(),
                    List.of(),
                    write.buffer(),
                    write.data(),
                    late::ended));
        }
    }
}
