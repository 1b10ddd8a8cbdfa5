// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.qcow2;

import dev.platter.seekable.Damage;
import dev.platter.seekable.Part;
import dev.platter.seekable.Progress;
import dev.platter.seekable.ReadOnlyImage;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** A backing file that has the bytes of the disk as they are. */
final class RawImage extends ReadOnlyImage {
    private static final int LONGEST_PART = 1 << 30;

    private final Storage file;
    private final long size;

    /**
     * Uses an open file.
     *
     * @param file is closed with the image
     */
    RawImage(Storage file) throws IOException {
        this.file = file;
        size = file.size();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Part partAt(long offset) throws IOException {
        requireWithin(offset);
        long start = offset & -LONGEST_PART;
        return new Part(start, (int) Math.min(LONGEST_PART, size - start), Part.Kind.KEPT);
    }

    @Override
    public void unpack(Part part, ByteBuffer into) throws IOException {
        throw new IOException("a raw image has nothing that is compressed");
    }

    @Override
    public void readKept(ByteBuffer into, long offset) throws IOException {
        file.read(into, offset);
    }

    @Override
    public List<Damage> verify(int threads, Progress progress) {
        return List.of();
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
