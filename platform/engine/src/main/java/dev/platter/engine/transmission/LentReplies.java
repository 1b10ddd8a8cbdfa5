// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the reply of a read that was lent: headers in small buffers of their own, and between them the disk's memory.
 * Where the form of replies has chunks, a hole is one; otherwise it is sent from a block of zeroes that all share. Used
 * on the event loop.
 */
final class LentReplies {
    private final ReplyEncoder encoder;
    private final ReplyBatch batch;
    private final LoopMemory memory;
    private final @Nullable FileOutlet outlet;

    /** @param outlet null if no read is asked for with parts of files */
    LentReplies(ReplyEncoder encoder, ReplyBatch batch, LoopMemory memory, @Nullable FileOutlet outlet) {
        this.encoder = encoder;
        this.batch = batch;
        this.memory = memory;
        this.outlet = outlet;
    }

    /** Writes the reply of a read whose pieces are complete. An exception leaves a reply that breaks off. */
    void write(LentRead read) {
        chunks(read);
        batch.endParts();
    }

    private void chunks(LentRead read) {
        HoleList holes = read.holes();
        int length = read.length();
        boolean onlyHole = holes.count() == 1 && holes.end(0) - holes.start(0) == length;
        if (!encoder.hasChunks() || (read.wantsOneChunk() && !onlyHole)) {
            data(read, 0, length);
            return;
        }
        int at = 0;
        for (int i = 0; i < holes.count(); i++) {
            if (at < holes.start(i)) {
                data(read, at, holes.start(i));
            }
            at = holes.end(i);
            ByteBuf header = batch.small(encoder.atMost());
            encoder.holeHeader(header, read.cookie(), read.offset(), holes.start(i), at - holes.start(i), at == length);
            batch.write(header);
        }
        if (at < length) {
            data(read, at, length);
        }
    }

    /** Writes a run of data; its bounds are bounds of pieces, since holes are. */
    private void data(LentRead read, int from, int to) {
        ByteBuf header = batch.small(encoder.beforeData());
        encoder.dataHeader(header, read.cookie(), read.offset(), from, to - from, to == read.length());
        for (LentRead.Piece piece : read.pieces()) {
            if (piece.index() >= from && piece.index() < to) {
                write(read, piece, header);
                header = Unpooled.EMPTY_BUFFER;
            }
        }
    }

    /** Writes a piece, and before it the header, which it takes ownership of. */
    private void write(LentRead read, LentRead.Piece piece, ByteBuf header) {
        LentRead.FilePart file = piece.file();
        if (file != null && outlet != null) {
            batch.write(read.message(batch.allocator(), outlet, header, file, piece.length()));
            return;
        }
        if (header.isReadable()) {
            batch.write(header);
        }
        ByteBuffer bytes = piece.memory();
        if (bytes != null) {
            batch.write(read.message(batch.allocator(), bytes));
            return;
        }
        ByteBuf zeroes = memory.zeroes();
        for (int left = piece.length(); left > 0; ) {
            int part = Math.min(left, zeroes.capacity());
            batch.write(zeroes.retainedSlice(0, part));
            left -= part;
        }
    }
}
