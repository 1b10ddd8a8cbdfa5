// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.protect;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.util.List;

/** Keeps clients from changing parts of a disk. */
@NbdFilter(name = "protect", summary = "protects parts of a disk from being changed", contents = Contents.NONE)
public final class ProtectFilter implements Filter {
    private final List<ProtectedRange> ranges;

    /**
     * The parameters.
     *
     * @param protect the parts that must not change
     */
    public record Config(
            @Parameter(
                    syntax = "[~]START-END",
                    example = "0-511",
                    help = "A part that must not change, from its first byte to its last; after ~, everything else.")
            List<ProtectedRange> protect) {}

    public ProtectFilter(Config config) {
        ranges = config.protect();
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk behind = next.open(client);
        try {
            int block = behind.features().blockSizes().minimum();
            return new ProtectDisk(behind, ranges, behind.size(), block);
        } catch (IOException | RuntimeException | Error e) {
            behind.close();
            throw e;
        }
    }
}
