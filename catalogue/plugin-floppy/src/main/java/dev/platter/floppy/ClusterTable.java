// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.floppy;

import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.nbd.BlockStatus;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A table of clusters, made while it is read: everything is in one piece, so an entry is the next cluster, or the end. A table of a disk
 * of one terabyte would take 256 MiB.
 */
final class ClusterTable implements Disk {
    private static final int ENTRY = Integer.BYTES;
    private static final int FIRST = 0x0ffffff8;
    private static final int END = 0x0fffffff;

    /** The last cluster of each folder and file that has any, in ascending order. There are free clusters only after the last one. */
    private final int[] ends;

    private final int used;
    private final long size;

    /**
     * A table.
     *
     * @param entries folders and files in the order of their clusters, which follow each other without a gap
     * @param size of the table, in bytes; what is more than its entries is zeroes
     */
    ClusterTable(List<Entry> entries, long size) {
        ends = entries.stream()
                .filter(entry -> entry.clusters() > 0)
                .mapToInt(entry -> entry.firstCluster() + entry.clusters() - 1)
                .toArray();
        used = ends[ends.length - 1];
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Features features() {
        return FileRegion.FEATURES;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) {
        int cluster = (int) (offset / ENTRY);
        int within = (int) (offset % ENTRY);
        int end = firstEndFrom(cluster);
        while (into.hasRemaining()) {
            if (end < ends.length && cluster > ends[end]) {
                end++;
            }
            int value = value(cluster, end);
            if (within == 0 && into.remaining() >= ENTRY) {
                into.putInt(Integer.reverseBytes(value));
            } else {
                for (int i = within; i < ENTRY && into.hasRemaining(); i++) {
                    into.put((byte) (value >>> (i * Byte.SIZE)));
                }
                within = 0;
            }
            cluster++;
        }
    }

    private int firstEndFrom(int cluster) {
        int at = Arrays.binarySearch(ends, cluster);
        return at < 0 ? -at - 1 : at;
    }

    private int value(int cluster, int end) {
        if (cluster < FatVolume.FIRST_CLUSTER) {
            return cluster == 0 ? FIRST : END;
        }
        if (cluster > used) {
            return 0;
        }
        return cluster == ends[end] ? END : cluster + 1;
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink) {
        long data = Math.min(size, (used + 1L) * ENTRY);
        boolean wanted = offset >= data || sink.add(offset, Math.min(length, data - offset), BlockStatus.DATA);
        if (wanted && offset + length > data) {
            long from = Math.max(offset, data);
            sink.add(from, offset + length - from, BlockStatus.HOLE | BlockStatus.ZERO);
        }
    }
}
