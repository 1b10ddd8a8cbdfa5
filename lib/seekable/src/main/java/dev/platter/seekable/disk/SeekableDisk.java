// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.disk;

import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.BlockStatus;
import dev.platter.seekable.Part;
import dev.platter.seekable.PartCache;
import dev.platter.seekable.SeekableImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An unpacked image. Reads of what is compressed go through the cache, and are lent from there; kept regions are read and
 * written where they are. Calls may take long, so they are made on workers, many at a time.
 */
final class SeekableDisk implements Disk {
    /** A question about extents finds the restart points of what it asks for; a long one is answered in part. */
    private static final long MOST_EXAMINED = 1L << 30;

    private static final ByteBuffer ZEROES = ByteBuffer.allocateDirect(1 << 16).asReadOnlyBuffer();

    private final SeekableImage image;
    private final PartCache cache;
    private final boolean writes;
    private final Client client;
    private final Closing closing;

    /** Has work use the disk behind that was opened for this client. */
    @FunctionalInterface
    interface Client {
        void run(ClientStorage.Work work) throws IOException;
    }

    /** What to do when the disk is closed. */
    @FunctionalInterface
    interface Closing {
        void run() throws IOException;
    }

    SeekableDisk(SeekableImage image, PartCache cache, boolean writes, Client client, Closing closing) {
        this.image = image;
        this.cache = cache;
        this.writes = writes;
        this.client = client;
        this.closing = closing;
    }

    @Override
    public long size() {
        return image.size();
    }

    @Override
    public Features features() {
        Features features = writes ? Features.writable().withFlush() : Features.readOnly();
        // All clients have one image, so a flush on one connection covers the writes on all.
        return features.withExtents(Support.NATIVE).withMultiConn(true);
    }

    @Override
    public Optional<String> description() {
        return image.kept().list().isEmpty()
                ? Optional.empty()
                : Optional.of("compressed, except " + image.kept() + (writes ? ", which can be written to" : ""));
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        client.run(() -> readParts(into, offset, holes));
    }

    private void readParts(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        int limit = into.limit();
        int begin = into.position();
        while (into.position() < limit) {
            int index = into.position() - begin;
            long at = offset + index;
            Part part = image.partAt(at);
            int length = (int) Math.min(limit - into.position(), part.end() - at);
            switch (part.kind()) {
                case KEPT -> {
                    into.limit(into.position() + length);
                    image.readKept(into, at);
                    into.limit(limit);
                }
                case PACKED -> {
                    try (PartCache.Pinned pinned = cache.get(part)) {
                        into.put(pinned.bytes(at, length));
                    }
                }
                case ZEROES -> {
                    for (int left = length; left > 0; left -= Math.min(left, ZEROES.capacity())) {
                        into.put(ZEROES.slice(0, Math.min(left, ZEROES.capacity())));
                    }
                    holes.hole(index, length);
                }
            }
        }
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) {
        List<PartCache.Pinned> pinned = new ArrayList<>();
        long at = offset;
        while (at < offset + length) {
            Optional<PartCache.Pinned> next = cache.peek(at);
            if (next.isEmpty()) {
                pinned.forEach(PartCache.Pinned::close);
                return false;
            }
            pinned.add(next.get());
            at = next.get().part().end();
        }
        at = offset;
        for (PartCache.Pinned part : pinned) {
            loan.whenReturned(part::close);
            int some = (int) (Math.min(offset + length, part.part().end()) - at);
            loan.memory(part.bytes(at, some));
            at += some;
        }
        return true;
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
        client.run(() -> {
            image.write(from, offset);
            if (flags.fua()) {
                image.flush();
            }
        });
    }

    @Override
    public void flush() throws IOException {
        client.run(image::flush);
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink) throws IOException {
        client.run(() -> tell(offset, length, sink));
    }

    private void tell(long offset, long length, ExtentSink sink) throws IOException {
        long end = offset + Math.min(length, MOST_EXAMINED);
        long at = offset;
        boolean wanted = true;
        while (wanted && at < end) {
            Part part = image.partAt(at);
            long stop = Math.min(end, part.end());
            boolean zeroes = part.kind() == Part.Kind.ZEROES;
            wanted = sink.add(at, stop - at, zeroes ? BlockStatus.HOLE | BlockStatus.ZERO : BlockStatus.DATA);
            at = stop;
        }
    }

    @Override
    public void close() throws IOException {
        closing.run();
    }
}
