// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.fua;

import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Offers other support for FUA than the disk behind. If FUA is to be emulated, nothing else is needed: the server then
 * flushes.
 */
class FuaDisk extends ForwardingAsyncDisk {
    private final Features features;

    FuaDisk(Disk next, Features features) {
        super(next);
        this.features = features;
    }

    @Override
    public final Features features() {
        return features;
    }

    @Override
    public final boolean completesOnReturn() {
        return next().completesOnReturn();
    }

    /** Reads are left as they are. */
    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        return next().tryRead(into, offset, holes);
    }

    /** So are long ones. */
    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        return next().lend(offset, length, loan);
    }
}
