package dev.platter.memory;

import dev.platter.api.Client;
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

/** Serves a disk in memory. All clients see the same one, whatever export name they ask for, and it ends with the server. */
@NbdPlugin(
        name = "memory",
        summary = "virtual memory (RAM disk)",
        threadModel = ThreadModel.PARALLEL,
        details = MemoryDetails.class)
public final class MemoryPlugin implements Plugin, Stateful {
    private final Config config;
    private volatile @Nullable MemorySource source;

    /** What the disk is made of; null before the start, and while another instance has it. */
    private volatile @Nullable Memory memory;

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
     * Takes down the parameters.
     *
     * @param config the parameters
     */
    public MemoryPlugin(Config config) {
        this.config = config;
    }

    @Override
    public void start(Context context) throws IOException {
        MemorySource started = new MemorySource(
                config.size().bytes(),
                config.allocator(),
                Portable.isWanted() ? Optional.empty() : SystemMemory.find(),
                context.workers());
        source = started;
        memory = started.create();
    }

    @Override
    public Disk open(Client client) throws IOException {
        return new MemoryDisk(config.size().bytes(), held());
    }

    @Override
    public void stop() {
        Memory held = memory;
        memory = null;
        if (held != null) {
            held.close();
        }
    }

    @Override
    public HandedState release() throws IOException {
        HandedState state = held().release();
        memory = null;
        return state;
    }

    @Override
    public void adopt(HandedState state) throws IOException {
        MemorySource started = source;
        if (started == null) {
            throw new IOException("the memory plugin must be started before it takes over a disk");
        }
        Memory adopted = started.takeOver(state);
        stop();
        memory = adopted;
    }

    private Memory held() throws IOException {
        Memory held = memory;
        if (held == null) {
            throw new IOException("the memory plugin has no memory: it was not started, or has handed its disk over");
        }
        return held;
    }
}
