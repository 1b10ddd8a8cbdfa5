// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitions;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays out a disk with an MBR, as nbdkit does.
 *
 * <pre>
 *  up to four:  MBR | 1 | 2 | 3 | 4
 *  more:        MBR | 1 | 2 | 3 | record, 5 | record, 6 | record, 7 ...
 *                                 +------------ 4, extended ---------
 * </pre>
 *
 * <p>The first entry of a record is its partition, counted from the record. The second is the next record with its partition, counted
 * from the beginning of the extended partition.
 */
final class MbrPlan {
    private static final int MOST_PRIMARY = 4;
    private static final int PRIMARY_BEFORE_LOGICAL = 3;
    private static final int EXTENDED = 0x0f;
    private static final int SECTOR = PartitionTable.SECTOR;

    private final List<PlannedPartition> partitions;
    private final List<Long> offsets = new ArrayList<>();
    private final List<DiskPlan.Table> tables = new ArrayList<>();
    private long end = SECTOR;

    MbrPlan(List<PlannedPartition> partitions) {
        this.partitions = partitions;
    }

    DiskPlan make() throws PartitionException {
        int primary = partitions.size() <= MOST_PRIMARY ? partitions.size() : PRIMARY_BEFORE_LOGICAL;
        ByteBuffer mbr = record(0);
        for (int i = 0; i < primary; i++) {
            long offset = place(partitions.get(i));
            Mbr.put(
                    mbr,
                    i,
                    partitions.get(i).active(),
                    partitions.get(i).mbrType(),
                    offset / SECTOR,
                    partitions.get(i).sectors());
        }
        if (primary < partitions.size()) {
            long extended = end;
            addLogical(partitions.subList(primary, partitions.size()), extended / SECTOR);
            Mbr.put(mbr, primary, false, EXTENDED, extended / SECTOR, (end - extended) / SECTOR);
        }
        if (end / SECTOR > DiskPlan.MOST_SECTORS) {
            throw new PartitionException("an MBR counts up to " + DiskPlan.MOST_SECTORS + " sectors of " + SECTOR
                    + " bytes, and the disk has " + end / SECTOR);
        }
        return new DiskPlan(end, offsets, tables);
    }

    private void addLogical(List<PlannedPartition> logical, long extended) {
        ByteBuffer before = null;
        for (PlannedPartition partition : logical) {
            long at = end;
            ByteBuffer record = record(at);
            end += SECTOR;
            long offset = place(partition);
            Mbr.put(record, 0, false, partition.mbrType(), (offset - at) / SECTOR, partition.sectors());
            if (before != null) {
                Mbr.put(before, 1, false, EXTENDED, at / SECTOR - extended, (end - at) / SECTOR);
            }
            before = record;
        }
    }

    private ByteBuffer record(long offset) {
        ByteBuffer record = DiskPlan.sectors(1);
        Mbr.sign(record);
        tables.add(new DiskPlan.Table(offset, record));
        return record;
    }

    private long place(PlannedPartition partition) {
        long offset = DiskPlan.aligned(end, partition);
        offsets.add(offset);
        end = offset + partition.sectors() * SECTOR;
        return offset;
    }
}
