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
 * other threads may release; or it is memory that the disk has offered for this payload. Either way its writable bytes
 * are the part of the payload that is still to come.
 */
final class LargeWrite {
    private final Slabs slabs;
    private final Supplier<Slab> source;
    private final MemoryClaims memory;
    private @Nullable ByteBuf buffer;
    private @Nullable Slab slab;
    private @Nullable LandedPayload landed;
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

    /** Begins with a payload whose memory was obtained, and which is received in memory of the disk. */
    void begin(int length, LandedPayload payload) {
        landed = payload;
        this.length = length;
    }

    /** Whether the payload of a write is being read, or was just completed. */
    boolean isUnderWay() {
        return buffer != null || landed != null;
    }

    /** Puts in the beginning of the payload, which came with the header. */
    void put(ByteBuf in, int bytes) {
        if (landed != null) {
            landed.put(in, bytes);
        } else {
            buffer().writeBytes(in, bytes);
        }
    }

    boolean isComplete() {
        return received() == length;
    }

    /** The buffer for the next bytes of the payload. This method and the following ones need a write under way. */
    ByteBuf buffer() {
        if (landed != null) {
            return landed.buffer();
        }
        if (buffer == null) {
            throw new IllegalStateException("no large write is under way");
        }
        return buffer;
    }

    /** The number of payload bytes that have arrived. */
    int received() {
        if (landed != null) {
            return landed.received();
        }
        return buffer == null ? 0 : buffer.writerIndex() - first;
    }

    /** The payload in memory of the disk; null if it is in memory of the server. */
    @Nullable
    LandedPayload landed() {
        return landed;
    }

    /** Hands the payload in memory of the disk over, with the memory that was obtained for it. */
    void giveAwayLanded() {
        landed = null;
    }

    /**
     * Goes on in memory of the server, if the payload is received in memory of the disk: the disk is about to be replaced.
     *
     * @throws DiskException if there is no memory for that; the obtained memory is given back
     */
    void leaveDisk() throws DiskException {
        LandedPayload payload = landed;
        if (payload == null) {
            return;
        }
        landed = null;
        try {
            first = 0;
            buffer = memory.allocate(length, length);
            payload.copyTo(buffer);
        } finally {
            payload.abandon();
        }
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
        if (landed != null) {
            landed.abandon();
            landed = null;
            memory.give(length);
        }
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
