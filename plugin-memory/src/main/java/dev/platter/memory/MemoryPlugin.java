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
import dev.platter.ram.Allocator;
import dev.platter.ram.RamDisk;
import java.io.IOException;

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
    private final RamDisk disk;

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
        disk = new RamDisk(config.size().bytes(), config.allocator());
    }

    @Override
    public void adopt(HandedState state) {
        disk.adopt(state);
    }

    @Override
    public void start(Context context) throws IOException {
        disk.start(context, RamDisk.Filling.NONE);
    }

    @Override
    public Disk open(Client client) throws IOException {
        return disk.open();
    }

    @Override
    public void stop() {
        disk.stop();
    }

    @Override
    public HandedState release() throws IOException {
        return disk.release();
    }

    @Override
    public void keep() {
        disk.keep();
    }
}
