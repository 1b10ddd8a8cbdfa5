// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.readonly;

import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Offers nothing that changes the disk behind; the server then refuses such requests. */
final class ProtectedDisk extends ForwardingAsyncDisk {
    ProtectedDisk(Disk next) {
        super(next);
    }

    @Override
    public Features features() throws IOException {
        return next().features().withoutWrite();
    }

    @Override
    public boolean completesOnReturn() {
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
