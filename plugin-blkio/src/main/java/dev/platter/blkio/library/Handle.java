// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.library;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.platter.libc.Errno;
import dev.platter.libc.NativeHeap;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A {@code struct blkio}: a device at some stage of its life. */
final class Handle implements AutoCloseable {
    /** Where the library looks for the pointer when it destroys what it points to, and leaves null. */
    private final MemorySegment pointer = Arena.ofAuto().allocate(JAVA_LONG);

    /**
     * Makes a device that is not connected.
     *
     * @param driver its name
     * @throws LibraryException ENOENT if the library has no such driver
     */
    Handle(String driver) throws LibraryException {
        LibraryException.check(
                LibBlkio.blkio_create(driver, pointer.address()), "blkio_create: error opening driver: " + driver);
    }

    private synchronized long address() {
        long address = pointer.get(JAVA_LONG, 0);
        if (address == 0) {
            throw new IllegalStateException("the device was destroyed");
        }
        return address;
    }

    synchronized void set(String property, String value) throws LibraryException {
        LibraryException.check(
                LibBlkio.blkio_set_str(address(), property, value),
                "error setting property: " + property + "=" + value);
    }

    synchronized String get(String property) throws LibraryException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(ADDRESS);
            LibraryException.check(
                    LibBlkio.blkio_get_str(address(), property, text.address()), "error reading property: " + property);
            MemorySegment value = text.get(ADDRESS, 0);
            try {
                return value.reinterpret(Integer.MAX_VALUE).getString(0);
            } finally {
                NativeHeap.free(value);
            }
        }
    }

    /** Whether the driver has a property, which perhaps has no value at this stage. */
    synchronized boolean has(String property) {
        try {
            get(property);
            return true;
        } catch (LibraryException e) {
            return e.errno() != Errno.ENOENT;
        }
    }

    long number(String property) throws LibraryException {
        return Long.parseUnsignedLong(get(property));
    }

    boolean flag(String property) throws LibraryException {
        return Boolean.parseBoolean(get(property));
    }

    synchronized void connect() throws LibraryException {
        LibraryException.check(LibBlkio.blkio_connect(address()), "blkio_connect: failed to connect to device");
    }

    synchronized void start() throws LibraryException {
        LibraryException.check(LibBlkio.blkio_start(address()), "blkio_start: failed to start device");
    }

    /** Allocates memory that the device can reach, until this is closed. */
    synchronized MemorySegment memory(long length) throws LibraryException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment region = arena.allocate(40, Long.BYTES); // struct blkio_mem_region, its address first
            LibraryException.check(
                    LibBlkio.blkio_alloc_mem_region(address(), region.address(), length, 0),
                    "blkio_alloc_mem_region: no memory of " + length + " bytes");
            LibraryException.check(
                    LibBlkio.blkio_map_mem_region(address(), region.address()),
                    "blkio_map_mem_region: the device cannot reach memory of " + length + " bytes");
            return region.get(ADDRESS, 0).reinterpret(length);
        }
    }

    synchronized long queue(int index) {
        long queue = LibBlkio.blkio_get_queue(address(), index);
        if (queue == 0) {
            throw new IllegalStateException("the library has no queue " + index + ", which it has started");
        }
        return queue;
    }

    /** Disconnects, and gives everything back: queues and memory must not be used any more. */
    @Override
    public synchronized void close() {
        if (pointer.get(JAVA_LONG, 0) != 0) {
            LibBlkio.blkio_destroy(pointer.address());
        }
    }
}
