// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ddrescue;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.api.Support;
import dev.platter.api.TransparentDisk;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Fails reads that touch what was not rescued, past the requests too. */
final class DamagedDisk extends TransparentDisk {
    private final RescuedRanges rescued;

    DamagedDisk(Disk next, RescuedRanges rescued) {
        super(next);
        this.rescued = rescued;
    }

    /** The image has holes where nothing was rescued, which a client would take for zeroes; so it is told that all is data. */
    @Override
    public Features features() throws IOException {
        return next().features().withoutWrite().withExtents(Support.EMULATED).withCache(Support.NONE);
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        if (rescued.contain(offset, into.remaining())) {
            next().read(into, offset, holes, completion);
        } else {
            completion.failed(damage(offset, into.remaining()));
        }
    }

    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        return rescued.contain(offset, into.remaining()) && next().tryRead(into, offset, holes);
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        return rescued.contain(offset, length) && next().lend(offset, length, loan);
    }

    private static DiskException damage(long offset, long length) {
        return new DiskException(
                NbdError.EIO,
                "of the " + length + " bytes at " + offset + ", some could not be rescued, as the mapfile says");
    }
}
