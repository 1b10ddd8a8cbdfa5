// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.memory;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.HandedState;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.Stateful;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import dev.platter.libc.Portable;
import dev.platter.libc.SystemMemory;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Serves a disk in memory. All clients see the same disk, whatever export name they ask for, and it ends with the
 * server.
 */
@NbdPlugin(
        name = "memory",
        summary = "virtual memory (RAM disk)",
        threadModel = ThreadModel.PARALLEL,
        details = MemoryDetails.class,
        contents = Contents.IN_INSTANCE)
public final class MemoryPlugin implements Plugin, Stateful {
    private final Config config;

    /** The state to go on with instead of making a new disk. */
    private Optional<HandedState> adopted = Optional.empty();

    /** The disk's bytes; null before the start. */
    private volatile @Nullable Memory memory;

    /** Whether this instance must give the memory back, see {@link Stateful}. */
    private boolean holds;

    /**
     * The parameters.
     *
     * @param size of the disk
     * @param allocator how it is kept in memory
     */
    public record Config(
            @Parameter(magic = true, help = "Virtual size of the disk.")
            Size size,

            @Parameter(
                    defaultValue = "sparse",
                    syntax = "sparse|malloc[,mlock=true]|zstd",
                    help = "How the disk is kept in memory: sparse takes memory for what is written and gives it back"
                            + " on trim, malloc takes all of it at the start and can lock it, zstd compresses it.")
            Allocator allocator) {}

    /**
     * Keeps the parameters; nothing is allocated before {@code start}.
     *
     * @param config the parameters
     */
    public MemoryPlugin(Config config) {
        this.config = config;
    }

    @Override
    public void adopt(HandedState state) {
        adopted = Optional.of(state);
    }

    @Override
    public void start(Context context) throws IOException {
        MemorySource source = new MemorySource(
                config.size().bytes(),
                config.allocator(),
                Portable.isWanted() ? Optional.empty() : SystemMemory.find(),
                context.workers());
        if (adopted.isPresent()) {
            memory = source.takeOver(adopted.get());
            adopted = Optional.empty();
        } else {
            memory = source.create();
            holds = true;
        }
    }

    @Override
    public Disk open(Client client) throws IOException {
        return new MemoryDisk(config.size().bytes(), started());
    }

    @Override
    public void stop() {
        Memory held = memory;
        memory = null;
        if (held != null && holds) {
            held.close();
        }
    }

    @Override
    public HandedState release() throws IOException {
        HandedState state = started().release();
        holds = false;
        return state;
    }

    @Override
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
            throw new IOException("the memory plugin is not started, so it has no disk yet");
        }
        return started;
    }
}
