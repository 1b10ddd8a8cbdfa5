// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.readonly;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Refuses requests that change the disk behind while a file exists. Clients are still offered those requests, since the
 * file comes and goes.
 *
 * <p>The file is looked for at each such request. Otherwise a client could still write for a moment after the file was
 * made. The look is quick, but not on every file system; so the disk may wait then, and does not run on the event loop.
 */
final class SwitchedDisk extends ForwardingAsyncDisk {
    private final Path file;

    SwitchedDisk(Disk next, Path file) {
        super(next);
        this.file = file;
    }

    @Override
    public boolean blocking() {
        return true;
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

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        if (mayChange(completion)) {
            next().write(from, offset, flags, completion);
        }
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        if (mayChange(completion)) {
            next().trim(offset, length, flags, completion);
        }
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        if (mayChange(completion)) {
            next().zero(offset, length, flags, completion);
        }
    }

    private boolean mayChange(Completion completion) {
        if (!Files.exists(file)) {
            return true;
        }
        completion.failed(new DiskException(
                NbdError.EPERM, "the readonly filter protects this disk: remove " + file + " to write to it"));
        return false;
    }
}
