// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitioning;

import dev.platter.files.Access;
import dev.platter.files.FileKind;
import dev.platter.files.OpenFile;
import dev.platter.partitions.DiskPlan;
import dev.platter.partitions.PartitionException;
import dev.platter.partitions.PlannedPartition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the files and tables are on the disk: as long as the instance lives, with the sizes that the files had when it began.
 *
 * @param type of the table
 * @param plan the offsets and the tables
 * @param lengths of the files, in bytes
 */
record Layout(TableType type, DiskPlan plan, List<Long> lengths) {
    private static final int MOST_PRIMARY = 4;

    /** As in nbdkit: an MBR counts 2^32-1 sectors, and up to five gaps between partitions need some. */
    private static final long MOST_OF_MBR = 0xffff_ffffL * 512 - 5 * PartitionFile.DEFAULT_ALIGNMENT;

    /**
     * Measures the files, and lays out the disk.
     *
     * @param asked the kind of table, if a user has chosen one
     * @throws IOException if a file cannot be read, has no bytes, or all of them are too large; the message says what to do
     */
    static Layout of(List<PartitionFile> files, Optional<TableType> asked, Access access) throws IOException {
        List<Long> lengths = new ArrayList<>(files.size());
        long total = 0;
        for (PartitionFile file : files) {
            long length = length(file.path(), access);
            lengths.add(length);
            total = Math.addExact(total, length);
        }
        TableType type =
                asked.orElse(files.size() > MOST_PRIMARY || total > MOST_OF_MBR ? TableType.GPT : TableType.MBR);
        return new Layout(type, plan(type, partitions(files, lengths)), List.copyOf(lengths));
    }

    private static long length(Path path, Access access) throws IOException {
        FileKind.requireReadable(path);
        try (OpenFile file = access.open(path, FileKind.of(path), false)) {
            long length = file.size();
            if (length == 0) {
                throw new IOException(path
                        + ": zero length partitions are not allowed: make the file as long as the partition shall be");
            }
            return length;
        }
    }

    private static List<PlannedPartition> partitions(List<PartitionFile> files, List<Long> lengths) {
        List<PlannedPartition> partitions = new ArrayList<>(files.size());
        for (int i = 0; i < files.size(); i++) {
            PartitionFile file = files.get(i);
            partitions.add(new PlannedPartition(
                    lengths.get(i),
                    file.alignment(),
                    i == 0,
                    file.mbrId().type(),
                    file.typeGuid().guid(),
                    id(i + " " + file.path()),
                    String.valueOf(file.path().getFileName())));
        }
        return partitions;
    }

    private static DiskPlan plan(TableType type, List<PlannedPartition> partitions) throws IOException {
        if (type == TableType.GPT) {
            StringBuilder all = new StringBuilder("disk");
            partitions.forEach(partition -> all.append(' ').append(partition.id()));
            return DiskPlan.gpt(partitions, id(all.toString()));
        }
        try {
            return DiskPlan.mbr(partitions);
        } catch (PartitionException e) {
            throw new IOException(e.getMessage() + ": use partition-type=gpt", e);
        }
    }

    /** Made of the paths, so that a client finds the same disk after a restart. */
    private static UUID id(String text) {
        return UUID.nameUUIDFromBytes(("platter partitioning " + text).getBytes(StandardCharsets.UTF_8));
    }
}
