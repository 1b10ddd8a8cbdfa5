// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocksizepolicy;

import dev.platter.api.BlockSizes;
import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Size;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Tells clients which block sizes to use, and optionally refuses requests that do not fit them. */
@NbdFilter(
        name = "blocksize-policy",
        summary = "tells clients which block sizes to use, and can enforce them",
        contents = Contents.NONE)
public final class BlockSizePolicyFilter implements Filter {
    private static final String DISCONNECT = "blocksize-write-disconnect";

    private final Config config;
    private final WantedSizes wanted;

    /**
     * The parameters.
     *
     * @param blocksizeErrorPolicy what happens to a request that does not fit
     * @param blocksizeMinimum offsets and lengths are multiples of this size
     * @param blocksizePreferred the size that performs best
     * @param blocksizeMaximum the longest read or write
     * @param blocksizeWriteDisconnect the longest write that does not end the connection
     */
    public record Config(
            @Parameter(
                    defaultValue = "allow",
                    help = "What happens to a request that does not fit: the disk behind decides, or it fails with"
                            + " EINVAL.")
            ErrorPolicy blocksizeErrorPolicy,

            @Parameter(
                    help = "Offsets and lengths must be multiples of this size, a power of two up to 64K. Without"
                            + " it, the disk behind decides.")
            Optional<Size> blocksizeMinimum,

            @Parameter(
                    help = "The size that performs best, a power of two from 512 to 32M. Without it, the disk behind"
                            + " decides.")
            Optional<Size> blocksizePreferred,

            @Parameter(
                    help = "The longest read or write, a multiple of the minimum. Without it, the disk behind decides.")
            Optional<Size> blocksizeMaximum,

            @Parameter(help = "A longer write closes the connection. Without it, none does.")
            Optional<Size> blocksizeWriteDisconnect) {
        /**
         * Checks the sizes against each other.
         *
         * @throws ParameterException if one is out of its range or contradicts another
         */
        public Config {
            OptionalLong minimum = sizes(blocksizeMinimum, blocksizePreferred, blocksizeMaximum)
                    .minimum();
            OptionalLong disconnect = WantedSizes.given(DISCONNECT, blocksizeWriteDisconnect);
            if (minimum.isPresent() && disconnect.isPresent() && disconnect.getAsLong() <= minimum.getAsLong()) {
                throw new ParameterException(
                        DISCONNECT,
                        "it must be larger than blocksize-minimum, " + minimum.getAsLong() + ", not "
                                + disconnect.getAsLong());
            }
        }

        private static WantedSizes sizes(Optional<Size> minimum, Optional<Size> preferred, Optional<Size> maximum) {
            return new WantedSizes(
                    WantedSizes.given("blocksize-minimum", minimum),
                    WantedSizes.given("blocksize-preferred", preferred),
                    WantedSizes.given("blocksize-maximum", maximum));
        }

        WantedSizes wanted() {
            return sizes(blocksizeMinimum, blocksizePreferred, blocksizeMaximum);
        }

        long longestWrite() {
            return WantedSizes.given(DISCONNECT, blocksizeWriteDisconnect).orElse(Long.MAX_VALUE);
        }
    }

    public BlockSizePolicyFilter(Config config) {
        this.config = config;
        wanted = config.wanted();
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk behind = next.open(client);
        try {
            Features own = behind.features();
            Features shown = shown(own);
            return new PolicyDisk(behind, client, shown, checked(own, shown), config.longestWrite());
        } catch (IOException | RuntimeException e) {
            behind.close();
            throw e;
        }
    }

    private Features shown(Features own) throws DiskException {
        boolean error = config.blocksizeErrorPolicy() == ErrorPolicy.ERROR;
        // The server would refuse a write that is to end the connection.
        boolean strict = error && config.blocksizeWriteDisconnect().isEmpty();
        if (wanted.areNone()) {
            return error ? own.withStrictBlockSizes(strict) : own;
        }
        try {
            return own.withBlockSizes(wanted.over(own.blockSizes())).withStrictBlockSizes(strict);
        } catch (IllegalArgumentException e) {
            throw new DiskException(
                    NbdError.EINVAL,
                    "the sizes of blocksize-policy contradict " + own.blockSizes() + " of the disk behind: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * A request that the policy allows may still not fit the disk behind, which relies on never seeing such a request.
     */
    private BlockSizes checked(Features own, Features shown) {
        if (config.blocksizeErrorPolicy() == ErrorPolicy.ERROR) {
            return shown.blockSizes();
        }
        return own.strictBlockSizes() ? own.blockSizes() : BlockSizes.ANY;
    }
}
