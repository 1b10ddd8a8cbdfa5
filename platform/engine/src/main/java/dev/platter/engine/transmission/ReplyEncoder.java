// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.engine.policy.ReplyStyle;
import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;

/**
 * Writes replies in one of the protocol's forms. A read's data is put in place by the disk, behind room for what
 * precedes it; the encoder fills that room once it is known how the read ended. A reply is told the cookie and the offset of its request; not every form uses both.
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

    /** Room for what precedes the data of a read, in bytes. */
    int beforeData();

    /** The most that a reply needs besides the data of a read, in bytes, extents aside. */
    int atMost();

    /**
     * Finishes the reply of a read whose data stands at {@code start + beforeData()}; the writer index is set behind
     * the reply.
     */
    void data(ByteBuf out, int start, long cookie, long offset, int length, HoleList holes, boolean oneChunk);

    /** Appends the reply of a request that has nothing to say but that it succeeded. */
    void done(ByteBuf out, long cookie, long offset);

    /** Appends the reply of a request that failed. */
    void error(ByteBuf out, long cookie, long offset, NbdError error, String sentence);

    /** Room for that many extents of one context, in bytes. */
    int forExtents(int count);

    /** Appends the extents of one context; {@code last} ends the reply. */
    void extents(ByteBuf out, long cookie, long offset, int context, ExtentList extents, boolean last);
}
