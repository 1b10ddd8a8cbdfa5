// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.Completion;
import dev.platter.api.Landing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The payload of a write in memory that its disk has offered. It ends with exactly one of {@link #commit} and
 * {@link #abandon}: the first of these calls counts, and an {@code abandon} after it does nothing. Used by one thread at a
 * time: the event loop receives, a worker may commit.
 */
final class LandedPayload {
    private final Landing landing;
    private final ByteBuf[] pieces;
    private int current;
    private int received;
    private boolean over;

    /** Takes a landing whose buffers were checked. */
    LandedPayload(Landing landing) {
        this.landing = landing;
        List<ByteBuffer> buffers = landing.buffers();
        pieces = new ByteBuf[buffers.size()];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = Unpooled.wrappedBuffer(buffers.get(i)).clear();
        }
    }

    /** The buffer for the next bytes of the payload; not writable if it is complete. */
    ByteBuf buffer() {
        while (current < pieces.length - 1 && !pieces[current].isWritable()) {
            received += pieces[current].writerIndex();
            current++;
        }
        return pieces[current];
    }

    /** Puts in bytes that were received elsewhere. */
    void put(ByteBuf in, int length) {
        for (int left = length; left > 0; ) {
            ByteBuf piece = buffer();
            int part = Math.min(left, piece.writableBytes());
            piece.writeBytes(in, part);
            left -= part;
        }
    }

    /** The number of bytes that have arrived. */
    int received() {
        return received + pieces[current].writerIndex();
    }

    /** Appends the bytes that have arrived to another buffer. */
    void copyTo(ByteBuf to) {
        for (int i = 0; i <= current; i++) {
            to.writeBytes(pieces[i], 0, pieces[i].writerIndex());
        }
    }

    /** Makes the payload, which is complete, the contents of its range. */
    void commit(Completion completion) {
        end();
        landing.commit(completion);
    }

    /** Gives the memory back to the disk, unless the payload was committed or abandoned before. */
    void abandon() {
        if (!over) {
            end();
            landing.abandon();
        }
    }

    private void end() {
        over = true;
        for (ByteBuf piece : pieces) {
            piece.release();
        }
    }
}
