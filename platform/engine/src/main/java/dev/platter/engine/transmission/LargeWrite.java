// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A write whose payload is too large for the event loop's buffer: the socket is read straight into the buffer that the
 * disk will get. Until all of it is there the disk hears nothing of it, so that a payload which breaks off changes
 * nothing.
 */
final class LargeWrite {
    private final ByteBuf buffer;
    private final @Nullable Slab slab;
    private final Slabs slabs;
    private final MemoryClaims memory;
    private final int length;

    private LargeWrite(ByteBuf buffer, @Nullable Slab slab, Slabs slabs, MemoryClaims memory, RequestHeader header) {
        this.buffer = buffer;
        this.slab = slab;
        this.slabs = slabs;
        this.memory = memory;
        length = (int) header.payload();
    }

    /** Begins one, whose memory was obtained; on the event loop a slab serves it, else a buffer that others may release. */
    static LargeWrite begin(RequestHeader header, boolean atOnce, Slabs slabs, MemoryClaims memory) {
        int length = (int) header.payload();
        if (atOnce && length <= Slabs.CAPACITY) {
            Slab slab = slabs.take();
            ByteBuf buffer = slab.bytes().retainedSlice(0, length).writerIndex(0);
            return new LargeWrite(buffer, slab, slabs, memory, header);
        }
        ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(length, length);
        return new LargeWrite(buffer, null, slabs, memory, header);
    }

    ByteBuf buffer() {
        return buffer;
    }

    /** The payload, once all of it is there. */
    ByteBuffer data() {
        return slab == null ? buffer.nioBuffer(0, length) : slab.window(0, length);
    }

    /** Gives the memory back. Only on the event loop. */
    void release() {
        buffer.release();
        if (slab != null) {
            slabs.giveBack(slab);
        }
        memory.give(length);
    }
}
