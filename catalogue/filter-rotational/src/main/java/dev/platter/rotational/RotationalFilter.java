// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rotational;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.TransparentDisk;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;

/** Tells clients whether seeks cost time, whatever the disk behind says. */
@NbdFilter(name = "rotational", summary = "says whether a disk turns", contents = Contents.NONE)
public final class RotationalFilter implements Filter {
    private final boolean rotational;

    /**
     * The parameters.
     *
     * @param rotational what clients are told
     */
    public record Config(
            @Parameter(defaultValue = "true", help = "Whether clients are told that the disk turns.")
            boolean rotational) {}

    public RotationalFilter(Config config) {
        rotational = config.rotational();
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        return new TransparentDisk(next.open(client)) {
            @Override
            public Features features() throws IOException {
                return next().features().withRotational(rotational);
            }
        };
    }
}
