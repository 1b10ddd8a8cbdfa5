// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.DiskException;
import dev.platter.engine.traffic.Meter;
import dev.platter.nbd.Commands;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A long read for which there is no memory now: it is carried out and answered piece by piece, and the next piece begins
 * when the client has taken the one before. So it waits for a little memory instead of much, and a client that reads
 * nothing holds one piece.
 *
 * <p>Nothing else runs meanwhile: it begins when the requests before it are answered, and the requests behind it stay
 * unparsed. So the replies of others cannot come between two pieces, which would be wrong where all of them are one chunk, or a
 * simple reply. In these two forms a piece that fails after the first one costs the connection, as the protocol demands:
 * the header before it has promised all bytes. Otherwise each piece is a chunk, and the failure is the last one.
 *
 * <p>Reused for the next such read. Used on the event loop.
 */
final class PiecewiseRead {
    /** The length of a piece, in bytes; the last one may be shorter. A multiple of every block size that a disk may demand. */
    static final int PIECE = 128 * 1024;

    private final ReplyEncoder encoder;
    private final ReplyWriter replies;
    private final RequestsInFlight inFlight;
    private final MemoryClaims claims;
    private final Channel channel;
    private final Meter meter;
    private final ConnectionControl control;
    private @Nullable RequestHeader header;
    private int answered;
    private long began;

    PiecewiseRead(
            ReplyEncoder encoder,
            ReplyWriter replies,
            RequestsInFlight inFlight,
            MemoryClaims claims,
            Channel channel,
            Meter meter,
            ConnectionControl control) {
        this.encoder = encoder;
        this.replies = replies;
        this.inFlight = inFlight;
        this.claims = claims;
        this.channel = channel;
        this.meter = meter;
        this.control = control;
    }

    /**
     * Begins a read, which {@link #goOn} carries out.
     *
     * @param request its header, which must not change before the read has ended
     */
    void begin(RequestHeader request) {
        header = request;
        answered = 0;
        began = meter.counts() ? System.nanoTime() : 0;
    }

    /** Whether a read is not completely answered. */
    boolean isUnderWay() {
        return header != null;
    }

    /** Begins the next piece, if nothing has to be waited for: a call, the client or memory. */
    void goOn() {
        RequestHeader read = header;
        if (read == null || inFlight.count() > 0 || inFlight.unsentBytes() > 0 || !channel.isWritable()) {
            return;
        }
        int length = (int) Math.min(PIECE, read.length() - answered);
        long needed = Math.min(claims.forReply(replies.roomForData(length)), claims.most());
        if (!claims.obtain(needed)) {
            return;
        }
        ByteBuf buffer;
        try {
            buffer = claims.allocate(replies.roomForData(length), needed);
        } catch (DiskException e) {
            end(read, e);
            return;
        }
        inFlight.submit(inFlight.take(read, List.of())
                .pieceOf(this, read.offset() + answered, length)
                .with(buffer, 0, buffer.nioBuffer(replies.beforeData(), length))
                .claimed(needed));
        inFlight.wake();
    }

    /** Finishes the reply of a piece in its buffer. */
    void answer(Request piece) {
        RequestHeader read = header;
        ByteBuf reply = piece.buffer();
        if (read == null || reply == null) {
            throw new IllegalStateException("there is no read, or no data, for a piece to be a part of");
        }
        int length = (int) piece.length();
        int whole = (int) read.length();
        int data = piece.start() + encoder.beforeData();
        reply.writerIndex(piece.start());
        if (isChunk(read)) {
            encoder.dataHeader(reply, read.cookie(), read.offset(), answered, length, answered + length == whole);
        } else if (answered == 0) {
            encoder.dataHeader(reply, read.cookie(), read.offset(), 0, whole, true);
        } else {
            reply.setIndex(data, data);
        }
        reply.writerIndex(data + length);
        answered += length;
        if (answered == whole) {
            count(read);
            header = null;
        }
    }

    /** Ends the read, of which a piece has failed. */
    void failed(Request piece) {
        RequestHeader read = header;
        IOException failure = piece.failure();
        if (read != null && failure != null) {
            end(read, failure);
        }
    }

    private void end(RequestHeader read, IOException failure) {
        header = null;
        count(read);
        if (answered == 0 || isChunk(read)) {
            replies.fail(read, failure);
        } else {
            control.lose("a read of " + read.length() + " bytes at " + read.offset() + " has failed after " + answered
                    + " bytes were sent: " + failure.getMessage());
        }
    }

    private void count(RequestHeader read) {
        if (meter.counts()) {
            meter.late(Commands.READ, read.length(), System.nanoTime() - began);
        }
    }

    private boolean isChunk(RequestHeader read) {
        return encoder.hasChunks() && !read.wantsOneChunk();
    }

    /** Forgets the read, since the connection is closed. */
    void abandon() {
        header = null;
    }
}
