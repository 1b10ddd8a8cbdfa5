// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.checkwrite;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.Landing;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.api.TransparentDisk;
import dev.platter.comparison.Comparison;
import dev.platter.nbd.NbdError;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads where others write. Everything that a disk can be asked for is offered, since a comparison can stand for it. */
final class CheckWriteDisk extends TransparentDisk {
    private final Features features;
    private final long size;
    private final Comparison comparison;

    CheckWriteDisk(Disk next, Features behind, long size) {
        super(next);
        this.size = size;
        features = behind.withWrite()
                .withFlush()
                .withFua(Support.NATIVE)
                .withTrim()
                .withZero(Support.NATIVE)
                .withFastZero(true)
                .withMultiConn(true);
        comparison = new Comparison(
                next(),
                behind.blockSizes().minimum(),
                size,
                () -> new DiskException(NbdError.EIO, "data written does not match expected"));
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Features features() {
        return features;
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        comparison.with(from, offset, completion);
    }

    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) {
        return Optional.empty();
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        comparison.withZeroes(offset, length, completion);
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        comparison.withZeroes(offset, length, completion);
    }

    @Override
    public void flush(Completion completion) {
        completion.succeeded();
    }
}
