// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocksize;

import dev.platter.api.BlockSizes;
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
import dev.platter.blocks.AlignedDisk;
import dev.platter.blocks.BlockLocks;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.Optional;

/** Lets clients ask for any bytes of a disk that accepts only whole blocks, or only short requests. */
@NbdFilter(
        name = "blocksize",
        summary = "sends requests that fit block sizes to the disk behind it",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.NONE)
public final class BlockSizeFilter implements Filter {
    /** Longer requests with data are not common, and the buffers of shorter ones are had more easily. */
    private static final int MOST_DATA = 64 << 20;

    private static final long MOST = 0xffff_ffffL;

    private final Config config;
    private final BlockLocks locks = new BlockLocks();

    /**
     * The parameters.
     *
     * @param minblock the size of a block; empty for the minimum of the disk behind
     * @param maxdata the longest read or write; empty for that of the disk behind
     * @param maxlen the longest other request; empty for that of the disk behind
     */
    public record Config(
            @Parameter(
                    whenAbsent = "the minimum block size of the disk behind",
                    help = "Every request to the disk behind consists of blocks of this size: a power of 2 up to 64k.")
            Optional<Size> minblock,

            @Parameter(
                    whenAbsent = "64M, or the maximum of the disk behind if that is less",
                    help = "Longer reads and writes are carried out in pieces: a multiple of minblock.")
            Optional<Size> maxdata,

            @Parameter(
                    whenAbsent = "4G less a block, or the maximum of the disk behind if that is less",
                    help = "Longer requests without data, such as trims and zeroes, are carried out in pieces: a"
                            + " multiple of minblock.")
            Optional<Size> maxlen) {
        private static final int LARGEST_BLOCK = 64 << 10;

        /** Checks the sizes against each other. */
        public Config {
            long block = minblock.map(Size::bytes).orElse(1L);
            if (block > LARGEST_BLOCK || Long.bitCount(block) != 1) {
                throw new ParameterException(
                        "minblock", "it must be a power of 2 from 1 to " + LARGEST_BLOCK + ", not " + block);
            }
            checkMaximum("maxdata", maxdata, block);
            checkMaximum("maxlen", maxlen, block);
        }

        private static void checkMaximum(String key, Optional<Size> maximum, long block) {
            long bytes = maximum.map(Size::bytes).orElse(block);
            if (bytes < 1 || bytes > MOST || bytes % block != 0) {
                throw new ParameterException(
                        key, "it must be a multiple of minblock (" + block + ") from there to 4G-1, not " + bytes);
            }
        }
    }

    public BlockSizeFilter(Config config) {
        this.config = config;
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk behind = next.open(client);
        try {
            return aligned(behind, behind.features().blockSizes());
        } catch (IOException | RuntimeException e) {
            // The server closes only disks that were returned to it.
            try (behind) {
                throw e;
            }
        }
    }

    private Disk aligned(Disk behind, BlockSizes sizes) throws IOException {
        int block = (int) minimum("minblock", config.minblock(), sizes.minimum());
        long effect = maximum("maxlen", config.maxlen(), MOST, sizes.maximumEffect(), block);
        long data = maximum("maxdata", config.maxdata(), Math.min(effect, MOST_DATA), sizes.maximumData(), block);
        return new AlignedDisk(behind, block, (int) Math.min(data, Integer.MAX_VALUE & -block), effect, locks);
    }

    private static long minimum(String key, Optional<Size> wanted, long behind) throws DiskException {
        long block = wanted.map(Size::bytes).orElse(behind);
        if (block < behind) {
            throw new DiskException(
                    NbdError.EINVAL,
                    key + " is " + block + ", but the disk behind accepts only blocks of " + behind + " bytes: set "
                            + key + "=" + behind);
        }
        return block;
    }

    private static long maximum(String key, Optional<Size> wanted, long usual, long behind, int block)
            throws DiskException {
        long most = wanted.map(Size::bytes).orElse(Math.min(usual, behind)) & -block;
        if (most > behind || most == 0) {
            throw new DiskException(
                    NbdError.EINVAL,
                    key + " is " + most + ", but the disk behind accepts requests of " + behind
                            + " bytes at the most, and a block has " + block);
        }
        return most;
    }
}
