// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import dev.platter.api.Disk;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.HoleSink;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Corrupts reads and may take long: to look for a file, to write a log before the client gets its bytes, or because so
 * many bits must be corrupted that other clients would have to wait.
 */
final class WaitingEvilDisk extends ForwardingDisk {
    private final Corruption corruption;
    private final boolean knowsExtents;
    private final CorruptionLog corruptionLog;
    private final long connection;

    /**
     * @param knowsExtents whether the disk behind can be asked for block status
     * @param connection the client's number, for the log
     */
    WaitingEvilDisk(
            Disk next, Corruption corruption, boolean knowsExtents, CorruptionLog corruptionLog, long connection) {
        super(next);
        this.corruption = corruption;
        this.knowsExtents = knowsExtents;
        this.corruptionLog = corruptionLog;
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
        CorruptedRead read = new CorruptedRead(corruption, number, into, offset, holes, knowsExtents);
        next().read(into, offset, read);
        if (read.isUnsure()) {
            // Ask for block status before a line is written: the read may still fail.
            while (read.unknown() > 0) {
                next().extents(read.unknownFrom(), read.unknown(), read.extents());
            }
        }
        try (CorruptionLog.Lines lines = corruptionLog.begin(connection)) {
            read.corrupt(lines);
        }
    }
}
