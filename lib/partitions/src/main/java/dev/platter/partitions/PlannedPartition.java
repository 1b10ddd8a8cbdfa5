// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitions;

import java.util.UUID;

/**
 * A partition of a disk that is to be made. Immutable.
 *
 * @param length how long it is, in bytes, more than 0; it is rounded up to whole sectors of {@value PartitionTable#SECTOR} bytes
 * @param alignment it begins at a multiple of this, in bytes, which is a multiple of {@value PartitionTable#SECTOR}
 * @param active whether an old boot loader starts from it
 * @param mbrType its type in an MBR, from 0 to 255
 * @param type its type in a GPT
 * @param id what tells it apart from all other partitions in a GPT
 * @param name its name in a GPT; one of more than 36 UTF-16 units is left out, as it does not fit
 */
public record PlannedPartition(
        long length, long alignment, boolean active, int mbrType, UUID type, UUID id, String name) {
    /** The type of a partition with a Linux file system in an MBR. */
    public static final int LINUX_MBR = 0x83;

    /** The type of a partition with a Linux file system in a GPT. */
    public static final UUID LINUX = UUID.fromString("0fc63daf-8483-4772-8e79-3d69d8477de4");

    /** The sectors that it takes, the last of which it need not fill. */
    long sectors() {
        return Math.ceilDiv(length, PartitionTable.SECTOR);
    }
}
