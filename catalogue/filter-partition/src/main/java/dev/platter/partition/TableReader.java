// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partition;

import dev.platter.api.BlockSizes;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.partitions.DiskReader;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads tables by requests that fit the block sizes of a disk. */
final class TableReader implements DiskReader {
    private final Disk disk;
    private final int block;
    private final int most;

    TableReader(Disk disk) throws IOException {
        this.disk = disk;
        BlockSizes sizes = disk.features().blockSizes();
        block = sizes.minimum();
        most = (int) Math.min(sizes.maximumData(), 1 << 20) / block * block;
    }

    @Override
    public void read(ByteBuffer into, long offset) throws IOException {
        int before = (int) (offset % block);
        // The size of a disk is a multiple of its minimum block size, so the last block is there.
        int length = Math.ceilDiv(before + into.remaining(), block) * block;
        ByteBuffer blocks = ByteBuffer.allocateDirect(length);
        for (int at = 0; at < length; at += most) {
            blocks.limit(Math.min(length, at + most)).position(at);
            disk.read(blocks.slice(), offset - before + at, HoleSink.NONE);
        }
        into.put(blocks.clear().slice(before, into.remaining()));
    }
}
