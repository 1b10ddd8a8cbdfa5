// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.api.HandedState;
import dev.platter.libc.Linux;
import dev.platter.libc.SystemMemory;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Makes the memory of a disk, new or from a state.
 *
 * @param size of the disk, in bytes
 * @param allocator how the bytes are kept
 * @param system the system's calls for memory; empty for the way that works everywhere
 * @param workers threads for work that would keep a caller too long
 */
record MemorySource(long size, Allocator allocator, Optional<SystemMemory> system, Executor workers) {
    /**
     * Makes memory that is all zeroes.
     *
     * @throws IOException if the system does not have enough, or it cannot be locked
     */
    Memory create() throws IOException {
        return switch (allocator.kind()) {
            case SPARSE -> new SparseMemory(size, slots(), workers);
            case MALLOC ->
                new FlatMemory(
                        size, FlatSpace.allocate(Math.max(size, 1), allocator.mlock(), system), allocator.mlock());
            case ZSTD -> new ZstdMemory(size);
        };
    }

    /**
     * Takes over memory with its contents.
     *
     * @throws IOException if it does not fit the parameters; the state is then unchanged
     */
    Memory takeOver(HandedState state) throws IOException {
        StateFormat.check(state, allocator.kind().toString());
        return switch (allocator.kind()) {
            case SPARSE -> {
                Slots slots = slotsFor(state);
                yield SparseState.unpack(state, size, slots, workers);
            }
            case MALLOC -> {
                refuseOther(FlatSpace.kindFor(system), state);
                yield FlatMemory.unpack(state, size, allocator.mlock(), system);
            }
            case ZSTD -> ZstdMemory.unpack(state, size);
        };
    }

    private Slots slots() {
        return system.<Slots>map(calls -> new MappedSlots(pages(calls))).orElseGet(ArenaSlots::new);
    }

    /** A system that has no files in memory, or refuses to make one, is asked for private memory. */
    private static Pages pages(SystemMemory calls) {
        return Linux.isHere() && FilePages.isPossible() ? new FilePages(calls) : new PrivatePages(calls);
    }

    /** Slots of the kind that a state has, which need not be the one that a new disk would have. */
    private Slots slotsFor(HandedState state) throws IOException {
        String kind = StateFormat.kind(state);
        if (system.isPresent() && kind.equals(FilePages.KIND)) {
            return new MappedSlots(new FilePages(system.get()));
        }
        if (system.isPresent() && kind.equals(PrivatePages.KIND)) {
            return new MappedSlots(new PrivatePages(system.get()));
        }
        refuseOther(system.isPresent() ? FilePages.KIND : ArenaSlots.KIND, state);
        return new ArenaSlots();
    }

    private static void refuseOther(String kind, HandedState state) throws IOException {
        String was = StateFormat.kind(state);
        if (!was.equals(kind)) {
            throw new IOException("the memory to take over is of kind " + was
                    + ", but this version of the plugin runs with kind " + kind
                    + "; was platter.portable set meanwhile?");
        }
    }
}
