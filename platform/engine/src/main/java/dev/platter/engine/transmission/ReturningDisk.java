// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous disk that has promised to complete on return, called as a synchronous one and without an object for
 * each call. Belongs to one event loop.
 */
final class ReturningDisk implements Disk, Completion {
    private final AsyncDisk disk;
    private boolean told;
    private @Nullable IOException failure;

    private ReturningDisk(AsyncDisk disk) {
        this.disk = disk;
    }

    /** The disk itself, unless its calls take a completion. */
    static Disk of(Disk disk) {
        return disk instanceof AsyncDisk async ? new ReturningDisk(async) : disk;
    }

    @Override
    public void succeeded() {
        told = true;
    }

    @Override
    public void failed(IOException error) {
        told = true;
        failure = error;
    }

    private void begin() {
        told = false;
        failure = null;
    }

    private void end() throws IOException {
        if (!told) {
            throw new DiskException(
                    NbdError.EIO, disk + " has promised to complete on return, and has returned without completing");
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public long size() throws IOException {
        return disk.size();
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        begin();
        disk.read(into, offset, holes, this);
        end();
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
        begin();
        disk.write(from, offset, flags, this);
        end();
    }

    @Override
    public void flush() throws IOException {
        begin();
        disk.flush(this);
        end();
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags) throws IOException {
        begin();
        disk.trim(offset, length, flags, this);
        end();
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags) throws IOException {
        begin();
        disk.zero(offset, length, flags, this);
        end();
    }

    @Override
    public void cache(long offset, long length) throws IOException {
        begin();
        disk.cache(offset, length, this);
        end();
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink) throws IOException {
        begin();
        disk.extents(offset, length, sink, this);
        end();
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink) throws IOException {
        begin();
        disk.blockStatus(context, offset, length, sink, this);
        end();
    }
}
