// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.DiskException;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a write that is too large for the event loop's buffer: the socket is read straight into the memory that
 * the disk will get. Until all of it is there the disk hears nothing of it, so that a payload which breaks off changes
 * nothing. Used again for the next one, since a connection sends one at a time. Belongs to the event loop.
 *
 * <p>The memory is a slab of the event loop, if the write is carried out there at once, or a buffer that others may
 * release. Either way its writable bytes are those of the payload that are still to come. Memory of the disk itself, in
 * which a payload could land, would be a third kind.
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
     * Begins with a payload of a length whose memory was obtained.
     *
     * @param atOnce whether the write will be carried out on the event loop
     * @throws DiskException if there is no memory after all; what was obtained is given back
     */
    void begin(int length, boolean atOnce) throws DiskException {
        if (atOnce && length <= Slabs.CAPACITY) {
            Slab taken = memory.make(length, source);
            // At the end of the slab, so that it is full when the payload is there.
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

    /** Whether the payload of one is being read, or was just completed. */
    boolean isUnderWay() {
        return buffer != null;
    }

    /** Where the next bytes of the payload go. Only while one is under way, as all that follows. */
    ByteBuf buffer() {
        if (buffer == null) {
            throw new IllegalStateException("no large write is under way");
        }
        return buffer;
    }

    /** How many bytes of the payload are there. */
    int received() {
        return buffer == null ? 0 : buffer.writerIndex() - first;
    }

    /** The payload, once all of it is there. */
    ByteBuffer data() {
        return slab == null ? buffer().nioBuffer(0, length) : slab.window(first, first + length);
    }

    /**
     * Gives the payload away in a buffer that others may release, with the memory that was obtained for it.
     *
     * @throws DiskException if a slab has to be copied, since the disk was replaced by one that is called elsewhere, and there
     *     is no memory for that; what was obtained is given back
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

    /** Gives the memory back, if one is under way. */
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
