// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Corrupts reads without waiting for anything. Nearly all reads pass unchanged and cost only one check, which is made
 * before the read begins.
 */
final class EvilDisk extends ForwardingAsyncDisk {
    private final Corruption corruption;
    private final boolean knowsExtents;

    /** @param knowsExtents whether the disk behind can be asked for block status */
    EvilDisk(Disk next, Corruption corruption, boolean knowsExtents) {
        super(next);
        this.corruption = corruption;
        this.knowsExtents = knowsExtents;
    }

    @Override
    public long size() throws IOException {
        long size = next().size();
        corruption.reach().check(size);
        return size;
    }

    @Override
    public boolean completesOnReturn() {
        return next().completesOnReturn();
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        long number = corruption.nextRead();
        if (!corruption.concerns(number, offset, into.remaining())) {
            next().read(into, offset, holes, completion);
            return;
        }
        CorruptedRead read = new CorruptedRead(corruption, number, into, offset, holes, knowsExtents);
        next().read(into, offset, read, new Ending(read, completion));
    }

    /** Corrupts a read when its bytes are there; if that depends on block status, continues when it is known. */
    private final class Ending implements Completion {
        private final CorruptedRead read;
        private final Completion completion;

        Ending(CorruptedRead read, Completion completion) {
            this.read = read;
            this.completion = completion;
        }

        @Override
        public void succeeded() {
            if (read.corrupt(CorruptionLog.Lines.NONE)) {
                completion.succeeded();
            } else {
                new ExtentsQuestion(next(), read, this).ask();
            }
        }

        @Override
        public void failed(IOException error) {
            completion.failed(error);
        }
    }
}
