// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.HandedState;
import dev.platter.libc.Portable;
import dev.platter.libc.SystemMemory;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory for one instance of a plugin, which all of its clients share. Its methods are those of the plugin's life, and are
 * called in the same order: see {@link dev.platter.api.Plugin} and {@link dev.platter.api.Stateful}.
 */
public final class RamDisk {
    private final long size;
    private final Allocator allocator;

    /** The state to go on with instead of making a new disk. */
    private Optional<HandedState> adopted = Optional.empty();

    /** The disk's bytes; null before the start. */
    private volatile @Nullable Memory memory;

    /** Whether this one must give the memory back. */
    private boolean holds;

    /** Writes what a new disk contains. */
    public interface Filling {
        /** Leaves a disk as it is. */
        Filling NONE = new Filling() {
            @Override
            public long bytes() {
                return 0;
            }

            @Override
            public void fill(Disk disk) {}
        };

        /**
         * How many bytes it writes that are not zero.
         *
         * @return a number that is not too low; the disk is not made if the machine has less memory
         */
        long bytes();

        /**
         * Fills a disk that is all zeroes.
         *
         * @param disk a view of it, valid until this returns
         * @throws IOException if that fails; the disk is then given up
         */
        void fill(Disk disk) throws IOException;
    }

    /**
     * A disk that has no memory yet.
     *
     * @param size of the disk, in bytes
     * @param allocator how it is kept
     */
    public RamDisk(long size, Allocator allocator) {
        this.size = size;
        this.allocator = allocator;
    }

    /**
     * Facts for {@code --dump-plugin}: which allocators work on this machine, in nbdkit's words.
     *
     * @return keys and values, sorted
     */
    public static Map<String, String> details() {
        boolean locks = !Portable.isWanted() && SystemMemory.isHere();
        return new TreeMap<>(Map.of("mlock", locks ? "yes" : "no", "zstd", "yes"));
    }

    /**
     * Has {@link #start} take over a disk.
     *
     * @param state as {@link #release} of another one has returned it
     */
    public void adopt(HandedState state) {
        adopted = Optional.of(state);
    }

    /**
     * Takes the memory over that was adopted, or makes a new disk of it.
     *
     * @param context the server
     * @param filling what a new disk contains
     * @throws IOException if the system does not have enough memory, or it cannot be locked; if the state does not fit, which is then
     *     unchanged; or if the disk cannot be filled
     */
    public void start(Context context, Filling filling) throws IOException {
        MemorySource source = new MemorySource(
                size, allocator, Portable.isWanted() ? Optional.empty() : SystemMemory.find(), context.workers());
        if (adopted.isPresent()) {
            memory = source.takeOver(adopted.get());
            adopted = Optional.empty();
        } else {
            memory = filled(source, filling);
            holds = true;
        }
    }

    private Memory filled(MemorySource source, Filling filling) throws IOException {
        MachineMemory.checkRoomFor(filling.bytes(), "give less data");
        Memory made = source.create();
        try {
            filling.fill(new MemoryDisk(size, made));
            return made;
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /**
     * A client's view of the disk.
     *
     * @return the view, for {@code open} of the plugin
     * @throws IOException if the disk was not started
     */
    public Disk open() throws IOException {
        return new MemoryDisk(size, started());
    }

    /** Gives the memory back, unless somebody else holds it now. Does nothing the second time. */
    public void stop() {
        Memory held = memory;
        memory = null;
        if (held != null && holds) {
            held.close();
        }
    }

    /**
     * Hands the disk over.
     *
     * @return what the other one adopts
     * @throws IOException if the disk was not started
     */
    public HandedState release() throws IOException {
        HandedState state = started().release();
        holds = false;
        return state;
    }

    /** Keeps the disk, after a hand-over to this one, or from it if that has failed. */
    public void keep() {
        Memory kept = memory;
        if (kept != null) {
            kept.keep();
            holds = true;
        }
    }

    private Memory started() throws IOException {
        Memory started = memory;
        if (started == null) {
            throw new IOException("the plugin is not started, so it has no disk yet");
        }
        return started;
    }
}
