// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.xor;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Support;
import dev.platter.nbd.BlockStatus;
import dev.platter.spread.TransformedDisk;
import dev.platter.spread.Transforming;
import java.io.IOException;

/**
 * Combines all bytes with a key on their way. Zeroes behind are not zero in front, so the server writes the zeroes that
 * clients ask for, and holes are told as holes that read as something.
 */
final class XorDisk extends TransformedDisk {
    XorDisk(Disk next, Transforming bytes) {
        super(next, bytes);
    }

    @Override
    public Features features() throws IOException {
        Features behind = next().features();
        return behind.write() ? behind.withZero(Support.EMULATED).withFastZero(false) : behind;
    }

    @Override
    protected HoleSink holes(HoleSink holes) {
        return HoleSink.NONE;
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        next().extents(
                        offset,
                        length,
                        (at, size, status) -> sink.add(at, size, status & ~BlockStatus.ZERO),
                        completion);
    }
}
