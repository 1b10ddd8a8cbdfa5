// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.uring;

import dev.platter.libc.SystemMemory;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Memory that begins on a page, for storage that takes no other. It takes room only where something was written. */
final class SlotMemory implements AutoCloseable {
    private final SystemMemory system;
    private final long address;
    private final long size;

    SlotMemory(long size) throws IOException {
        this.size = size;
        system = SystemMemory.find().orElseThrow(() -> new IOException("this system is not a Unix"));
        address = system.reserve(size);
    }

    long address() {
        return address;
    }

    /** The whole, which nothing may use after {@link #close}. */
    ByteBuffer buffer() {
        return MemorySegment.ofAddress(address).reinterpret(size).asByteBuffer();
    }

    @Override
    public void close() {
        system.unmap(address, size);
    }
}
