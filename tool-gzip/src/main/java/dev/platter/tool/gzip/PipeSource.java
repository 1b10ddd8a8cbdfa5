// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import dev.platter.partitions.DiskReader;
import dev.platter.seekable.ImageInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.OptionalLong;

/** A pipe. Its beginning is kept until the image is read, since that is where most partition tables are. */
final class PipeSource implements Source, ImageInput {
    /** Table and entries of a GPT with sectors of 4096 bytes end before. */
    private static final int HEAD = 1 << 20;

    private final ReadableByteChannel in;
    private final ByteBuffer head = ByteBuffer.allocate(HEAD);

    PipeSource(ReadableByteChannel in) throws IOException {
        this.in = in;
        fill(head);
        head.flip();
    }

    private void fill(ByteBuffer into) throws IOException {
        while (into.hasRemaining() && in.read(into) >= 0) {}
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public DiskReader tables() {
        return (into, offset) -> {
            if (offset + into.remaining() > head.limit()) {
                throw new IOException("the partition table goes on at " + offset
                        + ", which cannot be looked at before the rest of standard input was read: give the region as"
                        + " START-END, or the image as a file");
            }
            into.put(head.slice((int) offset, into.remaining()));
        };
    }

    @Override
    public ImageInput image() {
        return this;
    }

    @Override
    public long hole() {
        return 0;
    }

    @Override
    public void skip(long length) throws IOException {
        throw new IOException("a pipe has no holes");
    }

    @Override
    public void read(ByteBuffer into) throws IOException {
        int length = Math.min(into.remaining(), head.remaining());
        into.put(head.slice(head.position(), length));
        head.position(head.position() + length);
        fill(into);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
