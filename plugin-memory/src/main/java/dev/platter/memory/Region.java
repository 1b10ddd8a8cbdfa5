// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * A piece of memory that came from the system in one call. It is reached through a buffer and absolute indices, since
 * that allocates no object for a copy. The buffer ends with its arena: a thread that comes too late gets an exception,
 * not a crash.
 *
 * <p>Not a record, whose {@code equals} would compare the contents of the buffer.
 */
final class Region {
    /** The most that one buffer can show, in bytes: the largest power of two. */
    static final long MAX_SIZE = 1 << 30;

    private final Arena arena;
    private final MemorySegment segment;
    private final ByteBuffer buffer;

    /**
     * @param arena ends the use of the memory; whether that also frees it depends on where the memory came from
     * @param segment the memory, at most {@link #MAX_SIZE} bytes
     */
    Region(Arena arena, MemorySegment segment) {
        this.arena = arena;
        this.segment = segment;
        this.buffer = segment.asByteBuffer();
    }

    /** Memory that was mapped: the arena ends its use, and the caller unmaps it. */
    static Region mapped(long address, long size) {
        Arena arena = Arena.ofShared();
        return new Region(arena, MemorySegment.ofAddress(address).reinterpret(size, arena, null));
    }

    Arena arena() {
        return arena;
    }

    MemorySegment segment() {
        return segment;
    }

    ByteBuffer buffer() {
        return buffer;
    }

    long address() {
        return segment.address();
    }

    long size() {
        return segment.byteSize();
    }
}
