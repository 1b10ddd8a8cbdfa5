// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.full;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;

/** Serves a disk that reads as zeroes and refuses every change for want of space. */
@NbdPlugin(
        name = "full",
        summary = "a disk that has no room left",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.NONE)
public final class FullPlugin implements Plugin {
    private final Disk disk;

    /**
     * The parameters.
     *
     * @param size of the disk
     */
    public record Config(
            @Parameter(magic = true, help = "Virtual size of the disk.")
            Size size) {}

    public FullPlugin(Config config) {
        disk = new FullDisk(config.size().bytes());
    }

    @Override
    public Disk open(Client client) {
        return disk;
    }
}
