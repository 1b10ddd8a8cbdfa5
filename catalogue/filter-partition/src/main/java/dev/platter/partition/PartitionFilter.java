// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partition;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.RangeDisk;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Size;
import dev.platter.nbd.NbdError;
import dev.platter.partitions.Partition;
import dev.platter.partitions.PartitionException;
import dev.platter.partitions.PartitionTable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Serves one partition of the disk behind it. */
@NbdFilter(
        name = "partition",
        summary = "serves one partition of the disk behind it",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.NONE)
public final class PartitionFilter implements Filter {
    private final Config config;
    private System.Logger logger = System.getLogger(PartitionFilter.class.getName());

    /**
     * The parameters.
     *
     * @param partition the number of the partition, from 1
     * @param partitionSectorsize the size of the sectors in which the table counts; empty to find out
     */
    public record Config(
            @Parameter(min = 1, help = "Which partition, counted from 1. The logical partitions of an MBR begin at 5.")
            int partition,

            @Parameter(
                    syntax = "512|4096",
                    whenAbsent =
                            "what a GPT shows, or else the minimum block size of the disk behind if that is possible",
                    help = "The size of the sectors in which the partition table counts.")
            Optional<Size> partitionSectorsize) {
        /** Checks the size of sectors. */
        public Config {
            partitionSectorsize.ifPresent(size -> {
                if (!isSector(size.bytes())) {
                    throw new ParameterException(
                            "partition-sectorsize",
                            "sectors have " + PartitionTable.SECTOR + " or " + PartitionTable.LARGE_SECTOR
                                    + " bytes, not " + size.bytes());
                }
            });
        }
    }

    public PartitionFilter(Config config) {
        this.config = config;
    }

    private static boolean isSector(long size) {
        return size == PartitionTable.SECTOR || size == PartitionTable.LARGE_SECTOR;
    }

    @Override
    public void start(Opener next, Context context) {
        logger = context.logger();
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk whole = next.open(client);
        try {
            return partition(whole);
        } catch (PartitionException e) {
            close(whole, e);
            throw new DiskException(NbdError.EINVAL, e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            close(whole, e);
            throw e;
        }
    }

    /** The server closes only disks that were returned to it. */
    private static void close(Disk whole, Exception why) {
        try {
            whole.close();
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private Disk partition(Disk whole) throws IOException {
        long size = whole.size();
        int block = whole.features().blockSizes().minimum();
        PartitionTable table = table(new TableReader(whole), size, block);
        Partition found = table.partition(config.partition());
        logger.log(Level.DEBUG, "serves partition " + found + "; " + table);
        if ((found.offset() | found.length()) % block != 0) {
            throw new DiskException(
                    NbdError.EINVAL,
                    "partition " + config.partition() + " has " + found.length() + " bytes at " + found.offset()
                            + ", which must be multiples of the minimum block size (" + block + ") of the disk behind");
        }
        return new RangeDisk(whole, found.offset(), found.length());
    }

    private PartitionTable table(TableReader reader, long size, int block) throws IOException {
        if (config.partitionSectorsize().isPresent()) {
            return PartitionTable.read(
                    reader, size, (int) config.partitionSectorsize().get().bytes());
        }
        return PartitionTable.find(reader, size, isSector(block) ? block : PartitionTable.SECTOR);
    }
}
