// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.engine.policy.ReplyStyle;
import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;

/**
 * Writes replies in one of the protocol's forms. A disk puts the data of a read in place, after room for the header;
 * the encoder fills that room once it is known how the read ended. The methods are given the cookie and the offset of
 * the request; not every form uses both.
 */
interface ReplyEncoder {
    /** The encoder for a form of replies. */
    static ReplyEncoder of(ReplyStyle style) {
        return switch (style) {
            case SIMPLE -> new SimpleReplies();
            case STRUCTURED -> new StructuredReplies();
            case EXTENDED -> new ExtendedReplies();
        };
    }

    /** The room for the header of a read's data, in bytes. */
    int beforeData();

    /** The most bytes that a reply needs besides the data of a read and besides extents. */
    int atMost();

    /**
     * Finishes the reply of a read whose data begins at {@code start + beforeData()}; sets the writer index to the end
     * of the reply.
     */
    void data(ByteBuf out, int start, long cookie, long offset, int length, HoleList holes, boolean oneChunk);

    /** Whether a reply consists of chunks, so that holes need not be sent as zeroes. */
    boolean hasChunks();

    /**
     * Appends the header of data that the caller sends itself.
     *
     * @param from where the data begins, in bytes from the request's offset
     * @param last whether nothing follows the data; always so, from the first byte on, without chunks
     */
    void dataHeader(ByteBuf out, long cookie, long offset, int from, int length, boolean last);

    /** Appends the chunk of a hole. Only if {@link #hasChunks}. */
    void holeHeader(ByteBuf out, long cookie, long offset, int from, int length, boolean last);

    /** Appends the reply of a request that succeeded without a result. */
    void done(ByteBuf out, long cookie, long offset);

    /** Appends the reply of a request that failed. */
    void error(ByteBuf out, long cookie, long offset, NbdError error, String sentence);

    /** The room for {@code count} extents of one context, in bytes. */
    int forExtents(int count);

    /** Appends the extents of one context; {@code last} ends the reply. */
    void extents(ByteBuf out, long cookie, long offset, int context, ExtentList extents, boolean last);
}
