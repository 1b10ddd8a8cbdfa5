// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitions;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.UUID;

/**
 * A disk of partitions that is to be made: where each partition begins, and the bytes of the tables before, between and after them.
 * The sectors have {@value PartitionTable#SECTOR} bytes. Immutable.
 *
 * @param size of the disk, in bytes
 * @param offsets where the partitions begin, in bytes, in their order
 * @param tables the tables in the order of their offsets; all between them and the partitions is zeroes
 */
public record DiskPlan(long size, List<Long> offsets, List<Table> tables) {
    /** The most sectors that an MBR can count. */
    static final long MOST_SECTORS = 0xffff_ffffL;

    /**
     * A part of a partition table.
     *
     * @param offset where it begins, in bytes
     * @param bytes from its position to its limit; whole sectors
     */
    public record Table(long offset, ByteBuffer bytes) {}

    /** Copies the lists. */
    public DiskPlan {
        offsets = List.copyOf(offsets);
        tables = List.copyOf(tables);
    }

    /**
     * A disk with an MBR. Of more than four partitions, those from the fourth on are logical ones: each follows a record of its own,
     * and the extended partition that they are in goes from the first record to the end of the disk.
     *
     * @param partitions at least one
     * @return the plan
     * @throws PartitionException if an MBR cannot have so many sectors; the message has both numbers
     */
    public static DiskPlan mbr(List<PlannedPartition> partitions) throws PartitionException {
        return new MbrPlan(partitions).make();
    }

    /**
     * A disk with a GPT, and an MBR that protects it. The table has places for 128 partitions, or the next multiple of that.
     *
     * @param partitions at least one
     * @param id what tells the disk apart from all others
     * @return the plan
     */
    public static DiskPlan gpt(List<PlannedPartition> partitions, UUID id) {
        return new GptPlan(partitions, id).make();
    }

    static long aligned(long offset, PlannedPartition partition) {
        return Math.ceilDiv(offset, partition.alignment()) * partition.alignment();
    }

    /** Zeroes for whole sectors, in the order of bytes that tables have. */
    static ByteBuffer sectors(int count) {
        return ByteBuffer.allocate(count * PartitionTable.SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    }
}
