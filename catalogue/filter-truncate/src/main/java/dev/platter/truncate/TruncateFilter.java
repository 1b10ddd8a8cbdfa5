// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.truncate;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Size;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.Optional;

/** Changes the size of the disk behind it. */
@NbdFilter(
        name = "truncate",
        summary = "changes the size of the disk behind it",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.NONE)
public final class TruncateFilter implements Filter {
    private final Config config;

    /**
     * The parameters, which apply one after the other, in this order.
     *
     * @param truncate the new size; empty for that of the disk behind
     * @param roundUp what the size is rounded up to a multiple of
     * @param roundDown what the size is rounded down to a multiple of
     */
    public record Config(
            @Parameter(
                    whenAbsent = "the size of the disk behind",
                    help = "The new size, smaller or larger than that of the disk behind.")
            Optional<Size> truncate,

            @Parameter(whenAbsent = "no rounding", help = "Round the size up to a multiple of this power of 2.")
            Optional<Size> roundUp,

            @Parameter(whenAbsent = "no rounding", help = "Round the size down to a multiple of this power of 2.")
            Optional<Size> roundDown) {
        private static final long MOST = 1L << 31;

        /** Checks what is rounded to. */
        public Config {
            checkMultiple("round-up", roundUp);
            checkMultiple("round-down", roundDown);
        }

        private static void checkMultiple(String key, Optional<Size> multiple) {
            long bytes = multiple.map(Size::bytes).orElse(1L);
            if (bytes > MOST || Long.bitCount(bytes) != 1) {
                throw new ParameterException(key, "it must be a power of 2 from 1 to 2G, not " + bytes);
            }
        }
    }

    public TruncateFilter(Config config) {
        this.config = config;
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk behind = next.open(client);
        try {
            long real = behind.size();
            return new TruncatedDisk(
                    behind, real, size(real, behind.features().blockSizes().minimum()));
        } catch (IOException | RuntimeException e) {
            // The server closes only disks that were returned to it.
            try (behind) {
                throw e;
            }
        }
    }

    private long size(long real, int block) throws DiskException {
        long size = config.truncate().map(Size::bytes).orElse(real);
        long up = config.roundUp().map(Size::bytes).orElse(1L);
        if (size > Long.MAX_VALUE - (up - 1)) {
            throw new DiskException(
                    NbdError.EINVAL,
                    "cannot round size " + size + " up to the next multiple of round-up (" + up
                            + "): the largest size is " + Long.MAX_VALUE);
        }
        size = (size + up - 1) & -up;
        size &= -config.roundDown().map(Size::bytes).orElse(1L);
        if (size % block != 0) {
            throw new DiskException(
                    NbdError.EINVAL,
                    "the new size (" + size + ") must be a multiple of the minimum block size (" + block
                            + ") of the disk behind: add round-down=" + block + " or round-up=" + block);
        }
        return size;
    }
}
