// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * Memory of Linux that another process can map too, because it is a file. The other process may change it at any moment:
 * what is read from it is untrusted, and each value is read once before it is checked and used.
 */
public final class SharedMemory implements AutoCloseable {
    private final SystemMemory system;
    private final int fd;
    private final MemorySegment segment;

    private SharedMemory(SystemMemory system, int fd, MemorySegment segment) {
        this.system = system;
        this.fd = fd;
        this.segment = segment;
    }

    /**
     * Allocates memory that reads as zeroes. It takes room only where something was written.
     *
     * @param label what the system shows for it, in ASCII
     * @param size its length in bytes, a multiple of the system's page size
     * @return the memory, to be closed
     * @throws IOException if the system refuses, with its reason
     */
    public static SharedMemory allocate(String label, long size) throws IOException {
        SystemMemory system = SystemMemory.find().orElseThrow(() -> new IOException("this system is not a Unix"));
        int fd = MemoryFile.create(label);
        try {
            MemoryFile.resize(fd, size);
            long address = system.share(fd, 0, size);
            return new SharedMemory(system, fd, MemorySegment.ofAddress(address).reinterpret(size));
        } catch (IOException e) {
            Descriptors.close(fd);
            throw e;
        }
    }

    /** {@return the number of the file's descriptor, to pass to another process} */
    public int fd() {
        return fd;
    }

    /**
     * The memory.
     *
     * @return a segment that is not bound to any arena: nothing may use it after {@link #close}
     */
    public MemorySegment segment() {
        return segment;
    }

    /** Unmaps the memory and closes the file. A process that has mapped it keeps it. */
    @Override
    public void close() {
        system.unmap(segment.address(), segment.byteSize());
        Descriptors.close(fd);
    }
}
