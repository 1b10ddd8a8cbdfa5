// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.floppy;

import dev.platter.files.Access;
import dev.platter.partitions.DiskPlan;
import dev.platter.partitions.PlannedPartition;
import dev.platter.segments.JoinedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Puts the disk together. */
final class FloppyImage {
    /** That of Windows 98, with which most systems get along. */
    static final byte[] OEM_NAME = "MSWIN4.1".getBytes(StandardCharsets.US_ASCII);

    /** What the boot sector has in place of a label. */
    static final byte[] NO_NAME = "NO NAME    ".getBytes(StandardCharsets.US_ASCII);

    static final byte[] FILE_SYSTEM = "FAT32   ".getBytes(StandardCharsets.US_ASCII);

    /** FAT32, in sectors counted from the beginning. */
    private static final int TYPE = 0x0c;

    private static final int OEM_NAME_AT = 3;

    private final FolderScan scan;
    private final byte[] label;

    /** @param label padded; empty for none */
    FloppyImage(FolderScan scan, byte[] label) {
        this.scan = scan;
        this.label = label;
    }

    /**
     * Makes the disk.
     *
     * @param size of the disk, in bytes; 0 for no more than is needed
     * @param access how files are opened
     * @throws IOException if something does not fit; the message says what to do
     */
    JoinedDisk make(long size, Access access) throws IOException {
        List<FolderTable> tables = new ArrayList<>();
        for (FolderEntry folder : scan.folders()) {
            FolderTable table = new FolderTable(folder, label);
            folder.measure(table.length());
            tables.add(table);
        }
        List<Entry> entries = new ArrayList<>(scan.folders());
        entries.addAll(scan.files());
        FatVolume volume = FatVolume.of(FatVolume.place(entries), size);
        ClusterTable clusters = new ClusterTable(entries, volume.fatBytes());
        ByteBuffer boot = volume.bootSector(label);
        JoinedDisk.Builder disk = new JoinedDisk.Builder()
                .add(partitionTable(volume), "the partition table")
                .gapUntil((long) FatVolume.PARTITION * FatVolume.SECTOR)
                .add(boot, "the boot sector")
                .add(volume.information(), "the file system")
                .gapUntil((long) (FatVolume.PARTITION + FatVolume.COPY) * FatVolume.SECTOR)
                .add(boot, "the boot sector")
                .gapUntil((long) (FatVolume.PARTITION + FatVolume.RESERVED) * FatVolume.SECTOR)
                .add(clusters, clusters.size())
                .add(clusters, clusters.size());
        for (FolderTable table : tables) {
            disk.add(table.bytes(), "a folder").gapUntil(nextCluster(disk));
        }
        for (FileEntry file : scan.files()) {
            if (file.bytes() > 0) {
                disk.add(new FileRegion(file, access), file.bytes()).gapUntil(nextCluster(disk));
            }
        }
        return disk.gapUntil(Math.max(size, volume.bytes())).build();
    }

    /** Where the next cluster begins. Clusters begin at multiples of their length, as the partition and all before them does. */
    private static long nextCluster(JoinedDisk.Builder disk) {
        return Math.ceilDiv(disk.length(), FatVolume.CLUSTER) * FatVolume.CLUSTER;
    }

    private static ByteBuffer partitionTable(FatVolume volume) throws IOException {
        PlannedPartition partition = new PlannedPartition(
                volume.partitionBytes(),
                (long) FatVolume.PARTITION * FatVolume.SECTOR,
                false,
                TYPE,
                PlannedPartition.LINUX,
                new UUID(0, 0),
                "");
        ByteBuffer table = DiskPlan.mbr(List.of(partition)).tables().getFirst().bytes();
        return table.put(OEM_NAME_AT, OEM_NAME);
    }
}
