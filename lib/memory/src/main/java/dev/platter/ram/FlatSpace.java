// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.libc.SystemMemory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One piece of memory of any size, reached through as many regions as it needs. */
final class FlatSpace {
    private static final String MAPPED = "mapped";
    private static final String ARENA = "arena";

    private final List<Region> regions;
    private final long size;

    /** The calls that have mapped the memory; null if an arena has allocated it. */
    private final @Nullable SystemMemory system;

    private boolean locked;

    private FlatSpace(List<Region> regions, @Nullable SystemMemory system) {
        this.regions = regions;
        this.size = regions.stream().mapToLong(Region::size).sum();
        this.system = system;
    }

    /**
     * Allocates memory, all zeroes.
     *
     * @param size in bytes, not 0
     * @param lock whether it must never be swapped out
     * @throws IOException if the system does not have that much, or it cannot be locked
     */
    static FlatSpace allocate(long size, boolean lock, Optional<SystemMemory> system) throws IOException {
        FlatSpace space = allocate(size, system);
        try {
            if (lock) {
                space.lock();
            }
            return space;
        } catch (IOException e) {
            space.close();
            throw e;
        }
    }

    private static FlatSpace allocate(long size, Optional<SystemMemory> system) throws IOException {
        Arena arena = Arena.ofShared();
        try {
            MemorySegment segment = system.isPresent()
                    ? MemorySegment.ofAddress(system.get().allocate(size)).reinterpret(size, arena, null)
                    : arena.allocate(size, Memory.PAGE);
            return new FlatSpace(slice(arena, segment), system.orElse(null));
        } catch (IOException | OutOfMemoryError | IllegalArgumentException e) {
            arena.close();
            throw new IOException(
                    "cannot allocate " + size + " bytes at once (" + e.getMessage() + "): the machine has "
                            + MachineMemory.size() + " with its swap space; allocator=sparse takes only what is used",
                    e);
        }
    }

    /** Goes on with memory of the kind that {@link #kindFor} names for the same {@code system}. */
    static FlatSpace adopt(List<Region> regions, boolean locked, Optional<SystemMemory> system) {
        FlatSpace space = new FlatSpace(regions, system.orElse(null));
        space.locked = locked;
        return space;
    }

    /** The kind of memory that these calls allocate, as a state names it. */
    static String kindFor(Optional<SystemMemory> system) {
        return system.isPresent() ? MAPPED : ARENA;
    }

    String kind() {
        return kindFor(Optional.ofNullable(system));
    }

    List<Region> regions() {
        return regions;
    }

    boolean isLocked() {
        return locked;
    }

    /**
     * Keeps the memory from being swapped out.
     *
     * @throws IOException if it cannot be locked; the message says why
     */
    void lock() throws IOException {
        if (!locked) {
            lockNow();
            locked = true;
        }
    }

    /** Lets the memory be swapped out again. */
    void unlock() {
        if (locked && system != null) {
            system.unlock(address(), size);
        }
        locked = false;
    }

    private void lockNow() throws IOException {
        if (system == null) {
            throw new IOException("cannot lock " + size + " bytes in memory: locking needs a Unix system, and"
                    + " platter.portable must not be set; leave mlock=true out");
        }
        try {
            system.lock(address(), size);
        } catch (IOException e) {
            long limit = system.lockLimit();
            throw new IOException(
                    "cannot lock " + size + " bytes in memory (" + e.getMessage() + "): the limit RLIMIT_MEMLOCK is "
                            + (limit < 0 ? "unlimited, the machine has " + MachineMemory.size() : limit + " bytes")
                            + "; raise it with ulimit -l or LimitMEMLOCK=, or leave mlock=true out",
                    e);
        }
    }

    /** The binary logarithm of the smallest unit that {@link #discard} gives back, in bytes. */
    int discardShift() {
        return system == null ? Memory.PAGE_SHIFT : Integer.numberOfTrailingZeros(system.pageSize());
    }

    /**
     * Makes whole pages zeroes by giving their memory back.
     *
     * @return false if that is not possible and nothing has changed
     */
    boolean discard(long from, long length) {
        return system != null && !locked && system.discard(address() + from, length);
    }

    void close() {
        long address = address();
        regions.getFirst().arena().close();
        if (system != null) {
            system.unmap(address, size);
        }
    }

    private long address() {
        return regions.getFirst().address();
    }

    private static List<Region> slice(Arena arena, MemorySegment segment) {
        List<Region> regions = new ArrayList<>();
        for (long from = 0; from < segment.byteSize(); from += Region.MAX_SIZE) {
            long length = Math.min(Region.MAX_SIZE, segment.byteSize() - from);
            regions.add(new Region(arena, segment.asSlice(from, length)));
        }
        return List.copyOf(regions);
    }
}
