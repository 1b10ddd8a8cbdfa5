// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.offset;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.RangeDisk;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.Optional;

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
        Disk behind = next.open(client);
        try {
            return new RangeDisk(behind, config.offset().bytes(), size(behind));
        } catch (IOException | RuntimeException e) {
            // The server closes only disks that were returned to it.
            try (behind) {
                throw e;
            }
        }
    }

    private long size(Disk behind) throws IOException {
        long start = config.offset().bytes();
        long real = behind.size();
        if (start > real) {
            throw new DiskException(
                    NbdError.EINVAL,
                    "offset (" + start + ") is larger than the real size (" + real + ") of the disk behind");
        }
        long size = config.range().map(Size::bytes).orElse(real - start);
        if (size > real - start) {
            throw new DiskException(
                    NbdError.EINVAL,
                    "offset+range (" + start + "+" + size + ") is larger than the real size (" + real
                            + ") of the disk behind");
        }
        int block = behind.features().blockSizes().minimum();
        if ((start | size) % block != 0) {
            throw new DiskException(
                    NbdError.EINVAL,
                    "offset (" + start + ") and the size from there (" + size
                            + ") must be multiples of the minimum block size (" + block + ") of the disk behind");
        }
        return size;
    }
}
