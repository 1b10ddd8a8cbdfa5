// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import dev.platter.api.Disk;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.HoleSink;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Corrupts reads, and takes its time: to look for a file, to write to a log before the client has what it speaks of, or
 * because there are so many bits to corrupt that other clients would have to wait for it.
 */
final class WaitingEvilDisk extends ForwardingDisk {
    private final Corruption corruption;
    private final boolean knowsExtents;
    private final Testimony testimony;
    private final long connection;

    /**
     * Stands in front of a disk.
     *
     * @param knowsExtents whether the disk behind can be asked for them
     * @param connection for the testimony
     */
    WaitingEvilDisk(Disk next, Corruption corruption, boolean knowsExtents, Testimony testimony, long connection) {
        super(next);
        this.corruption = corruption;
        this.knowsExtents = knowsExtents;
        this.testimony = testimony;
        this.connection = connection;
    }

    @Override
    public long size() throws IOException {
        long size = next().size();
        corruption.reach().check(size);
        return size;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        long number = corruption.nextRead();
        if (!corruption.concerns(number, offset, into.remaining())) {
            next().read(into, offset, holes);
            return;
        }
        SpoiledRead read = new SpoiledRead(corruption, number, into, offset, holes, knowsExtents);
        next().read(into, offset, read);
        if (read.isUnsure()) {
            // Asked in any case, before a line is written of a read that may fail yet.
            while (read.unknown() > 0) {
                next().extents(read.unknownFrom(), read.unknown(), read.extents());
            }
        }
        try (Testimony.Lines lines = testimony.begin(connection)) {
            read.spoil(lines);
        }
    }
}
