// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.Disk;
import dev.platter.api.ThreadModel;
import dev.platter.engine.traffic.Meter;
import dev.platter.nbd.Commands;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * Asks a disk that waits, or completes later, for what it has at hand: such a read runs as if the disk never waited, with
 * its reply in the batch, and takes neither a worker nor memory of its own.
 *
 * <p>A disk that does not have this, or has nothing at hand, is asked less and less, down to one read in {@value #PROBE}.
 *
 * <p>Used on the event loop.
 */
final class ReadsAtHand {
    private static final int MOST_CREDIT = 16;
    private static final int PROBE = 16;

    private final Negotiated negotiated;
    private final ReplyWriter replies;
    private final ReplyBatch batch;
    private final Meter meter;
    private Disk disk;
    private long upTo;
    private Request request = new Request();
    private int credit;
    private int sinceProbe;

    ReadsAtHand(Negotiated negotiated, ReplyWriter replies, ReplyBatch batch, Meter meter) {
        this.negotiated = negotiated;
        this.replies = replies;
        this.batch = batch;
        this.meter = meter;
        changeDisk();
    }

    /** Continues with the present disk of the lease. Only when no request is under way. */
    void changeDisk() {
        disk = negotiated.disk().disk();
        boolean parallel = negotiated.chain().threadModel() == ThreadModel.PARALLEL;
        boolean inline = ExecutionKind.of(negotiated) == ExecutionKind.INLINE;
        upTo = parallel && !inline ? RequestDispatcher.LONGEST_INLINE : -1;
        request = new Request();
        credit = MOST_CREDIT;
    }

    /** Whether the disk should be asked. */
    boolean isFor(RequestHeader header) {
        return header.command() == Commands.READ && header.length() <= upTo && (credit > 0 || ++sinceProbe >= PROBE);
    }

    /**
     * Answers a read, if the disk has it at hand or fails to read it.
     *
     * @return false if the read is still to be answered
     */
    boolean answer(RequestHeader header) {
        int size = (int) header.length();
        sinceProbe = 0;
        ByteBuf out = batch.room(replies.roomForData(size));
        int start = out.writerIndex();
        int from = start + replies.beforeData();
        request.take(header, List.of()).with(out, start, batch.window(from, from + size));
        if (!request.tryToRead(disk)) {
            credit = Math.max(0, credit - 1);
            return false;
        }
        credit = MOST_CREDIT;
        meter.atOnce(Commands.READ, size);
        replies.answer(request);
        return true;
    }
}
