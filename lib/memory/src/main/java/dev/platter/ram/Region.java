// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

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

    /** In place of a descriptor. */
    static final int NO_FILE = -1;

    private final Arena arena;
    private final MemorySegment segment;
    private final ByteBuffer buffer;
    private final int descriptor;
    private final long position;

    /**
     * @param arena ends the use of the memory; whether that also frees it depends on where the memory came from
     * @param segment the memory, at most {@link #MAX_SIZE} bytes
     */
    Region(Arena arena, MemorySegment segment) {
        this(arena, segment, NO_FILE, 0);
    }

    /**
     * @param descriptor of the file that the memory is a part of, or {@link #NO_FILE}
     * @param position where the part begins in the file
     */
    Region(Arena arena, MemorySegment segment, int descriptor, long position) {
        this.arena = arena;
        this.segment = segment;
        this.buffer = segment.asByteBuffer();
        this.descriptor = descriptor;
        this.position = position;
    }

    /** Memory that was mapped: the arena ends its use, and the caller unmaps it. */
    static Region mapped(long address, long size) {
        return ofFile(address, size, NO_FILE, 0);
    }

    /** Memory that is a mapped part of a file. */
    static Region ofFile(long address, long size, int descriptor, long position) {
        Arena arena = Arena.ofShared();
        return new Region(arena, MemorySegment.ofAddress(address).reinterpret(size, arena, null), descriptor, position);
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

    /** The descriptor of the file that the memory is a part of, or {@link #NO_FILE}. */
    int descriptor() {
        return descriptor;
    }

    /** Where the memory begins in its file, in bytes. */
    long position() {
        return position;
    }

    long address() {
        return segment.address();
    }

    long size() {
        return segment.byteSize();
    }
}
