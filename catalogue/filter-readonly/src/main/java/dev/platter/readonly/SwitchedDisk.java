// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.readonly;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.NbdError;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Refuses what changes the disk behind while a file exists. What was offered to a client stays offered, since the file
 * comes and goes.
 *
 * <p>The file is looked for at each such request, or else there would be a moment in which a client is not stopped
 * though whoever has made the file believes so. To look is quick, but not on every file system: so it is something
 * that may wait, and it is not done on the event loop.
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
