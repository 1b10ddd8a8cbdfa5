// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.pattern;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;

/** Serves a disk whose contents follow from the offset, so that every read can be checked. */
@NbdPlugin(
        name = "pattern",
        summary = "a disk on which every eight bytes contain their own offset",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.NONE)
public final class PatternPlugin implements Plugin {
    private final Disk disk;

    /**
     * The parameters.
     *
     * @param size of the disk
     */
    public record Config(
            @Parameter(magic = true, help = "Virtual size of the disk.")
            Size size) {}

    public PatternPlugin(Config config) {
        disk = new PatternDisk(config.size().bytes());
    }

    @Override
    public Disk open(Client client) {
        return disk;
    }
}
