// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nothing;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;

/** Serves a disk that is all zeroes and keeps nothing, whatever export name a client asks for. */
@NbdPlugin(
        name = "null",
        summary = "a disk that reads as zeroes and forgets what is written",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.NONE)
public final class NullPlugin implements Plugin {
    private final Disk disk;

    /**
     * The parameters.
     *
     * @param size of the disk
     */
    public record Config(
            @Parameter(magic = true, defaultValue = "0", help = "Virtual size of the disk.")
            Size size) {}

    public NullPlugin(Config config) {
        disk = new NullDisk(config.size().bytes());
    }

    @Override
    public Disk open(Client client) {
        return disk;
    }
}
