// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.nbd.ChunkFlags;
import dev.platter.nbd.ChunkTypes;
import dev.platter.nbd.Magic;
import io.netty.buffer.ByteBuf;

/** Replies with extended headers: each repeats the request's offset, and extents have 64 bits. */
final class ExtendedReplies extends ChunkedReplies {
    private static final int HEADER = 32;
    private static final int DESCRIPTOR = 16;

    ExtendedReplies() {
        super(HEADER);
    }

    @Override
    void header(ByteBuf out, int flags, int type, long cookie, long offset, int length) {
        out.writeInt((int) Magic.EXTENDED_REPLY);
        out.writeShort(flags);
        out.writeShort(type);
        out.writeLong(cookie);
        out.writeLong(offset);
        out.writeLong(length);
    }

    @Override
    public int forExtents(int count) {
        return HEADER + 8 + DESCRIPTOR * count;
    }

    @Override
    public void extents(ByteBuf out, long cookie, long offset, int context, ExtentList extents, boolean last) {
        int flags = last ? ChunkFlags.DONE : 0;
        int count = extents.count();
        header(out, flags, ChunkTypes.BLOCK_STATUS_EXT, cookie, offset, 8 + DESCRIPTOR * count);
        out.writeInt(context);
        out.writeInt(count);
        for (int i = 0; i < count; i++) {
            out.writeLong(extents.length(i));
            out.writeLong(extents.status(i));
        }
    }
}
