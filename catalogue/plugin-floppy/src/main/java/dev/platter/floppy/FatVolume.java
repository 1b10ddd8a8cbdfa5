// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.floppy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * How large the parts of the file system are, and its first sectors. In sectors of 512 bytes, from the beginning of the disk on:
 *
 * <pre>
 *  0      partition table
 *  2048   boot sector, and a copy at 2054; 2049: how many clusters are free
 *  2080   table of clusters, and after it a copy
 *         clusters, the first of which has number 2: folders, then files, then free ones
 * </pre>
 *
 * @param dataClusters all clusters
 * @param usedClusters those of folders and files
 */
record FatVolume(long dataClusters, long usedClusters) {
    static final int SECTOR = 512;

    /** The length of a cluster, in bytes. It is the same for all sizes, as in nbdkit: what it wastes is not stored anywhere. */
    static final int CLUSTER = 16384;

    /** A file must be shorter than this, in bytes. */
    static final long MOST_OF_FILE = 0xffff_ffffL;

    /** The number of the first cluster. */
    static final int FIRST_CLUSTER = 2;

    /** Where the partition begins, in sectors. */
    static final int PARTITION = 2048;

    /** Sectors of the partition before the first table of clusters. */
    static final int RESERVED = 32;

    /** Where the copy of the boot sector is in the partition, in sectors. */
    static final int COPY = 6;

    /** What is left of 28 bits without special values. */
    private static final long MOST_CLUSTERS = 0x0fff_fff5L;

    private static final long MOST_SECTORS = 0xffff_ffffL;
    private static final int PER_CLUSTER = CLUSTER / SECTOR;
    private static final int FAT_ENTRY = 4;

    /**
     * A volume for some clusters.
     *
     * @param used the clusters of folders and files
     * @param size of the whole disk, in bytes; 0 for no more than is needed
     * @throws IOException if they do not fit; the message has both numbers
     */
    static FatVolume of(long used, long size) throws IOException {
        FatVolume least = new FatVolume(used, used);
        if (used >= MOST_CLUSTERS) {
            throw new IOException("disk image is too large for the FAT32 disk format: " + used + " clusters of "
                    + CLUSTER + " bytes are needed, and there are at most " + MOST_CLUSTERS);
        }
        FatVolume volume = size == 0 ? least : new FatVolume(clustersIn(size), used);
        if (volume.dataClusters < used) {
            throw new IOException("filesystem is larger than \"size\" bytes: it needs " + least.bytes() + ", and size="
                    + size + " was given");
        }
        if (volume.bytes() / SECTOR > MOST_SECTORS) {
            throw new IOException("disk image is too large for the MBR disk format: it has " + volume.bytes()
                    + " bytes, and at most " + MOST_SECTORS * SECTOR + " are possible");
        }
        return volume;
    }

    /** As many clusters as fit with their tables, as nbdkit counts. */
    private static long clustersIn(long size) {
        long left = size - (long) (PARTITION + RESERVED) * SECTOR;
        if (left < 0) {
            return -1;
        }
        return (left - 2 * fatClusters(left / CLUSTER) * CLUSTER) / CLUSTER;
    }

    private static long fatClusters(long dataClusters) {
        return Math.ceilDiv((dataClusters + FIRST_CLUSTER) * FAT_ENTRY, (long) CLUSTER);
    }

    /** How long a table of clusters is, with what fills its last cluster, in bytes. */
    long fatBytes() {
        return fatClusters(dataClusters) * CLUSTER;
    }

    /** How many entries a table of clusters has. */
    long fatEntries() {
        return dataClusters + FIRST_CLUSTER;
    }

    /** The length of the partition, in bytes. */
    long partitionBytes() {
        return (long) RESERVED * SECTOR + 2 * fatBytes() + dataClusters * CLUSTER;
    }

    /** The length of the disk, in bytes. */
    long bytes() {
        return (long) PARTITION * SECTOR + partitionBytes();
    }

    /** The boot sector. It boots nothing. */
    ByteBuffer bootSector(byte[] label) {
        ByteBuffer sector = sector();
        sector.put(0, new byte[] {(byte) 0xeb, 0x58, (byte) 0x90});
        sector.put(3, FloppyImage.OEM_NAME);
        sector.putShort(11, (short) SECTOR);
        sector.put(13, (byte) PER_CLUSTER);
        sector.putShort(14, (short) RESERVED);
        sector.put(16, (byte) 2); // tables of clusters
        sector.put(21, (byte) 0xf8); // a fixed disk
        sector.putShort(24, (short) 63); // sectors of a track, and heads: only for programs that ask for them
        sector.putShort(26, (short) 255);
        sector.putInt(28, PARTITION);
        sector.putInt(32, (int) (partitionBytes() / SECTOR));
        sector.putInt(36, (int) (fatBytes() / SECTOR));
        sector.putInt(44, FIRST_CLUSTER); // of the root
        sector.putShort(48, (short) 1); // where the numbers of free clusters are
        sector.putShort(50, (short) COPY);
        sector.put(64, (byte) 0x80); // the first fixed disk
        sector.put(66, (byte) 0x29); // what follows is there
        sector.putInt(67, 0x01020304); // as in nbdkit: the same disk has the same number
        sector.put(71, label.length == 0 ? FloppyImage.NO_NAME : label);
        sector.put(82, FloppyImage.FILE_SYSTEM);
        return signed(sector);
    }

    /** How many clusters are free, and where to look for them. */
    ByteBuffer information() {
        ByteBuffer sector = sector();
        sector.putInt(0, 0x41615252);
        sector.putInt(484, 0x61417272);
        long free = dataClusters - usedClusters;
        sector.putInt(488, (int) free);
        sector.putInt(492, free == 0 ? -1 : (int) (FIRST_CLUSTER + usedClusters));
        return signed(sector);
    }

    private static ByteBuffer sector() {
        return ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer signed(ByteBuffer sector) {
        return sector.putShort(SECTOR - Short.BYTES, (short) 0xaa55);
    }

    /** Gives folders and files their clusters, one after the other, and returns how many these are. */
    static long place(List<Entry> entries) throws IOException {
        long next = FIRST_CLUSTER;
        for (Entry entry : entries) {
            if (next + entry.clusters() > MOST_CLUSTERS) {
                throw new IOException("disk image is too large for the FAT32 disk format: it has more than "
                        + MOST_CLUSTERS + " clusters of " + CLUSTER + " bytes");
            }
            entry.place(entry.clusters() == 0 ? 0 : (int) next);
            next += entry.clusters();
        }
        return next - FIRST_CLUSTER;
    }
}
