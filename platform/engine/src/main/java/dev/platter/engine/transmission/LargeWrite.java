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
    private final @Nullable Slabs slabs;
    private final int flags;
    private final long cookie;
    private final long offset;
    private final int length;

    private LargeWrite(
            ByteBuf buffer,
            @Nullable Slab slab,
            @Nullable Slabs slabs,
            int flags,
            long cookie,
            long offset,
            int length) {
        this.buffer = buffer;
        this.slab = slab;
        this.slabs = slabs;
        this.flags = flags;
        this.cookie = cookie;
        this.offset = offset;
        this.length = length;
    }

    /** Begins one; on the event loop a slab serves it, else a buffer that other threads may release. */
    static LargeWrite begin(Slabs slabs, boolean inline, int flags, long cookie, long offset, int length) {
        if (inline && length <= Slabs.CAPACITY) {
            Slab slab = slabs.take();
            return new LargeWrite(
                    slab.bytes().retainedSlice(0, length).writerIndex(0), slab, slabs, flags, cookie, offset, length);
        }
        ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(length, length);
        return new LargeWrite(buffer, null, null, flags, cookie, offset, length);
    }

    ByteBuf buffer() {
        return buffer;
    }

    /** The payload, once all of it is there. */
    ByteBuffer data() {
        return slab == null ? buffer.nioBuffer(0, length) : slab.window(0, length);
    }

    int flags() {
        return flags;
    }

    long cookie() {
        return cookie;
    }

    long offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /** Gives the memory back. Only on the event loop. */
    void release() {
        buffer.release();
        if (slab != null && slabs != null) {
            slabs.giveBack(slab);
        }
    }
}
