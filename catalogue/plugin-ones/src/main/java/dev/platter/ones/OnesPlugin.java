// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ones;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import org.jspecify.annotations.Nullable;

/** Serves a disk that has the same byte everywhere and keeps nothing, whatever export name a client asks for. */
@NbdPlugin(
        name = "ones",
        summary = "a disk that has one byte everywhere, 0xff or another",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.NONE)
public final class OnesPlugin implements Plugin {
    private final Config config;
    private volatile @Nullable Disk disk;

    /**
     * The parameters.
     *
     * @param size of the disk
     * @param value of each byte
     */
    public record Config(
            @Parameter(magic = true, defaultValue = "0", help = "Virtual size of the disk.")
            Size size,

            @Parameter(name = "byte", defaultValue = "0xff", min = 0, max = 0xff, help = "The byte that is everywhere.")
            int value) {}

    public OnesPlugin(Config config) {
        this.config = config;
    }

    @Override
    public void start(Context context) {
        disk = new OnesDisk(config.size().bytes(), (byte) config.value());
    }

    @Override
    public Disk open(Client client) {
        Disk started = disk;
        if (started == null) {
            throw new IllegalStateException("not started yet");
        }
        return started;
    }
}
