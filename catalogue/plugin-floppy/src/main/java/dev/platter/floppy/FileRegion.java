// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.floppy;

import dev.platter.api.BlockSizes;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Support;
import dev.platter.files.Access;
import dev.platter.files.FileKind;
import dev.platter.files.OpenFile;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file, which is opened for each read, as in nbdkit: a folder may have more files than a process can have open. All clients share it.
 */
final class FileRegion implements Disk {
    /** Of everything on the disk. */
    static final Features FEATURES = Features.readOnly()
            .withExtents(Support.NATIVE)
            .withCache(Support.EMULATED)
            .withMultiConn(true)
            .withBlockSizes(new BlockSizes(1, FatVolume.SECTOR, Long.MAX_VALUE, Long.MAX_VALUE));

    private final FileEntry file;
    private final Access access;

    FileRegion(FileEntry file, Access access) {
        this.file = file;
        this.access = access;
    }

    @Override
    public long size() {
        return file.bytes();
    }

    @Override
    public Features features() {
        return FEATURES;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        try (OpenFile open = access.open(file.path(), FileKind.REGULAR, false)) {
            long at = offset;
            while (into.hasRemaining()) {
                int done = open.read(into, at);
                if (done <= 0) {
                    throw new DiskException(
                            NbdError.EIO,
                            file.path() + " had " + file.bytes() + " bytes when the server started, and has only "
                                    + open.size() + " now: start the server again");
                }
                at += done;
            }
        }
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink) {
        sink.add(offset, length, BlockStatus.DATA);
    }
}
