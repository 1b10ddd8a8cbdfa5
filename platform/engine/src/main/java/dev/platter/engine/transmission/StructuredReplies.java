// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.nbd.ChunkFlags;
import dev.platter.nbd.ChunkTypes;
import dev.platter.nbd.Magic;
import io.netty.buffer.ByteBuf;

/** Structured replies, whose extents have 32 bits. */
final class StructuredReplies extends ChunkedReplies {
    private static final int HEADER = 20;
    private static final int DESCRIPTOR = 8;

    /** The largest length that fits into 32 bits and is aligned to any block size that the protocol allows. */
    static final long LONGEST_EXTENT = 0xffff_0000L;

    StructuredReplies() {
        super(HEADER);
    }

    @Override
    void header(ByteBuf out, int flags, int type, long cookie, long offset, int length) {
        out.writeInt((int) Magic.STRUCTURED_REPLY);
        out.writeShort(flags);
        out.writeShort(type);
        out.writeLong(cookie);
        out.writeInt(length);
    }

    @Override
    public int forExtents(int count) {
        return HEADER + 4 + DESCRIPTOR * count;
    }

    @Override
    public void extents(ByteBuf out, long cookie, long offset, int context, ExtentList extents, boolean last) {
        int flags = last ? ChunkFlags.DONE : 0;
        header(out, flags, ChunkTypes.BLOCK_STATUS, cookie, offset, 4 + DESCRIPTOR * descriptors(extents));
        out.writeInt(context);
        for (int i = 0; i < extents.count(); i++) {
            out.writeInt((int) Math.min(extents.length(i), LONGEST_EXTENT));
            out.writeInt((int) extents.status(i));
            if (extents.length(i) > LONGEST_EXTENT) {
                break;
            }
        }
    }

    /** The number of extents to send. An extent that does not fit into 32 bits is cut, and ends the list. */
    private static int descriptors(ExtentList extents) {
        for (int i = 0; i < extents.count(); i++) {
            if (extents.length(i) > LONGEST_EXTENT) {
                return i + 1;
            }
        }
        return extents.count();
    }
}
