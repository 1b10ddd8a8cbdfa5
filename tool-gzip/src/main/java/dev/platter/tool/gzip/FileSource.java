// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import dev.platter.libc.Descriptors;
import dev.platter.libc.Linux;
import dev.platter.libc.Portable;
import dev.platter.partitions.DiskReader;
import dev.platter.seekable.FileStorage;
import dev.platter.seekable.ImageInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalLong;

/** A file or block device. On Linux its holes are known, and not read. */
final class FileSource implements Source, ImageInput {
    private static final int NO_DATA = -6;

    private final FileStorage file;
    private final long size;

    /** The same file again, or -1: Java's channel does not tell holes. */
    private final int descriptor;

    private long at;
    private long data;

    FileSource(Path path) throws IOException {
        file = FileStorage.open(path, false);
        descriptor = Linux.isHere() && !Portable.isWanted() ? Descriptors.open(path, false) : -1;
        size = descriptor < 0 ? file.size() : Descriptors.size(descriptor);
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(size);
    }

    @Override
    public DiskReader tables() {
        return file::read;
    }

    @Override
    public ImageInput image() {
        return this;
    }

    @Override
    public long hole() {
        if (descriptor >= 0 && data <= at) {
            long next = Descriptors.nextData(descriptor, at);
            data = next >= at ? next : next == NO_DATA ? size : at;
        }
        return Math.max(0, data - at);
    }

    @Override
    public void skip(long length) {
        at += length;
    }

    @Override
    public void read(ByteBuffer into) throws IOException {
        int limit = into.limit();
        into.limit(into.position() + (int) Math.min(into.remaining(), size - at));
        int length = into.remaining();
        file.read(into, at);
        at += length;
        into.limit(limit);
    }

    @Override
    public void close() throws IOException {
        if (descriptor >= 0) {
            Descriptors.close(descriptor);
        }
        file.close();
    }
}
