// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tmpdisk;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.scripts.ScratchFolder;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The disk of one client. Nothing of it is made durable, since it ends with its client. */
final class TemporaryDisk extends ForwardingAsyncDisk {
    private final ScratchFolder folder;

    /** @param folder is deleted with the disk; the file may be gone from it already */
    TemporaryDisk(Disk file, ScratchFolder folder) {
        super(file);
        this.folder = folder;
    }

    /** Another connection has another disk, so several cannot be used as one. */
    @Override
    public Features features() throws IOException {
        Features features = next().features().withMultiConn(false);
        return features.write() ? features.withFlush().withFua(Support.NATIVE) : features;
    }

    @Override
    public boolean completesOnReturn() {
        return next().completesOnReturn();
    }

    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        return next().tryRead(into, offset, holes);
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        return next().lend(offset, length, loan);
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        next().write(from, offset, flags.withFua(false), completion);
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        next().trim(offset, length, flags.withFua(false), completion);
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        next().zero(offset, length, flags.withFua(false), completion);
    }

    @Override
    public void flush(Completion completion) {
        completion.succeeded();
    }

    @Override
    public void close() throws IOException {
        try (folder) {
            super.close();
        }
    }
}
