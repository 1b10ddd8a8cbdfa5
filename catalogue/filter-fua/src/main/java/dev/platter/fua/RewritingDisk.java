// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.fua;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.RequestFlags;
import java.nio.ByteBuffer;

/** Sets or clears FUA on every request that changes the disk. In both cases a flush has nothing to do. */
final class RewritingDisk extends FuaDisk {
    private final boolean fua;

    RewritingDisk(Disk next, Features features, boolean fua) {
        super(next, features);
        this.fua = fua;
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        next().write(from, offset, flags.withFua(fua), completion);
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        next().trim(offset, length, flags.withFua(fua), completion);
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        next().zero(offset, length, flags.withFua(fua), completion);
    }

    @Override
    public void flush(Completion completion) {
        completion.succeeded();
    }
}
