// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.DiskException;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a write that is too large for the event loop's buffer: the socket is read straight into the memory
 * that the disk will get. The disk is not called until the whole payload has arrived, so a payload that breaks off
 * changes nothing. Reused for the next write, since a connection sends one at a time. Used on the event loop.
 *
 * <p>If the write runs on the event loop at once, the memory is one of the loop's slabs; otherwise it is a buffer that
 * other threads may release. Either way its writable bytes are the part of the payload that is still to come. Memory of
 * the disk itself, which the payload could be read into, would be a third kind.
 */
final class LargeWrite {
    private final Slabs slabs;
    private final Supplier<Slab> source;
    private final MemoryClaims memory;
    private @Nullable ByteBuf buffer;
    private @Nullable Slab slab;
    private int first;
    private int length;

    LargeWrite(Slabs slabs, MemoryClaims memory) {
        this.slabs = slabs;
        source = slabs::take;
        this.memory = memory;
    }

    /**
     * Begins with a payload whose memory was obtained.
     *
     * @param atOnce whether the write will run on the event loop
     * @throws DiskException if there is no memory after all; the obtained memory is given back
     */
    void begin(int length, boolean atOnce) throws DiskException {
        if (atOnce && length <= Slabs.CAPACITY) {
            Slab taken = memory.make(length, source);
            // The payload is put at the end of the slab, so that the slab is full when the payload is complete.
            first = Slabs.CAPACITY - length;
            slab = taken;
            buffer = taken.bytes().setIndex(first, first);
        } else {
            first = 0;
            slab = null;
            buffer = memory.allocate(length, length);
        }
        this.length = length;
    }

    /** Whether the payload of a write is being read, or was just completed. */
    boolean isUnderWay() {
        return buffer != null;
    }

    /** The buffer for the next bytes of the payload. This method and the following ones need a write under way. */
    ByteBuf buffer() {
        if (buffer == null) {
            throw new IllegalStateException("no large write is under way");
        }
        return buffer;
    }

    /** The number of payload bytes that have arrived. */
    int received() {
        return buffer == null ? 0 : buffer.writerIndex() - first;
    }

    /** The payload, once it is complete. */
    ByteBuffer data() {
        return slab == null ? buffer().nioBuffer(0, length) : slab.window(first, first + length);
    }

    /**
     * Hands the payload over in a buffer that other threads may release, with the memory that was obtained for it.
     *
     * @throws DiskException if the payload is in a slab that has to be copied, since the disk was replaced by a disk
     *     that is called on another thread, and there is no memory for that; the obtained memory is given back
     */
    ByteBuf giveAway() throws DiskException {
        ByteBuf payload = buffer();
        buffer = null;
        Slab from = slab;
        if (from == null) {
            return payload;
        }
        slab = null;
        try {
            return memory.allocate(length, length).writeBytes(payload, first, length);
        } finally {
            slabs.giveBack(from);
        }
    }

    /** Gives the memory back, if a write is under way. */
    void release() {
        if (buffer != null) {
            if (slab == null) {
                buffer.release();
            } else {
                slabs.giveBack(slab);
                slab = null;
            }
            buffer = null;
            memory.give(length);
        }
    }
}
