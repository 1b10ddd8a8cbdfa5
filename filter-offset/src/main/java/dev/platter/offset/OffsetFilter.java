// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.offset;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Serves a range of the disk behind it. */
@NbdFilter(
        name = "offset",
        summary = "serves a range of the disk behind it",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.NONE)
public final class OffsetFilter implements Filter {
    private final Config config;

    /**
     * The parameters.
     *
     * @param offset where the range begins
     * @param range its length; empty for the rest of the disk
     */
    public record Config(
            @Parameter(defaultValue = "0", help = "Where the range begins on the disk behind.")
            Size offset,

            @Parameter(help = "How long the range is; without it, the rest of the disk behind.")
            Optional<Size> range) {}

    public OffsetFilter(Config config) {
        this.config = config;
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        OptionalLong range =
                config.range().map(size -> OptionalLong.of(size.bytes())).orElse(OptionalLong.empty());
        return new OffsetDisk(next.open(client), config.offset().bytes(), range);
    }
}
