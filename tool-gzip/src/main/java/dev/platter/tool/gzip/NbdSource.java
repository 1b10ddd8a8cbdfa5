// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import dev.platter.client.Extent;
import dev.platter.client.NbdClient;
import dev.platter.nbd.BlockStatus;
import dev.platter.partitions.DiskReader;
import dev.platter.seekable.ImageInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;

/** An export of an NBD server. Its extents say what are zeroes. */
final class NbdSource implements Source, ImageInput {
    static final String CONTEXT = "base:allocation";

    /** Below the 4 GiB that every server takes, and a multiple of every block size. */
    private static final long LONGEST_QUESTION = 1L << 31;

    private final NbdClient client;
    private final long size;
    private long at;

    /** Up to where the extents are known, and whether the part from here to there is zeroes. */
    private long known;

    private boolean zeroes;

    NbdSource(NbdClient client) {
        this.client = client;
        size = client.export().size();
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(size);
    }

    @Override
    public DiskReader tables() {
        return this::fill;
    }

    private void fill(ByteBuffer into, long offset) throws IOException {
        into.put(client.read(offset, into.duplicate(), 0).data());
    }

    @Override
    public ImageInput image() {
        return this;
    }

    @Override
    public long hole() throws IOException {
        if (known <= at && at < size && !client.export().contexts().isEmpty()) {
            List<Extent> extents = client.blockStatus(at, Math.min(LONGEST_QUESTION, size - at), 0)
                    .getOrDefault(CONTEXT, List.of());
            if (!extents.isEmpty()) {
                Extent first = extents.getFirst();
                known = Math.min(size, first.offset() + first.length());
                zeroes = (first.status() & BlockStatus.ZERO) != 0;
            }
        }
        return zeroes && known > at ? known - at : 0;
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
        if (length > 0) {
            fill(into, at);
        }
        at += length;
        into.limit(limit);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
