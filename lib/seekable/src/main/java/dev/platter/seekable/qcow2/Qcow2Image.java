// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.qcow2;

import dev.platter.seekable.Damage;
import dev.platter.seekable.Part;
import dev.platter.seekable.Progress;
import dev.platter.seekable.ReadOnlyImage;
import dev.platter.seekable.SeekableImage;
import dev.platter.seekable.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An image, and those that have what is not in it. Clusters that are not compressed are read where they lie. */
final class Qcow2Image extends ReadOnlyImage {
    private static final int AT_ONCE = 1 << 20;

    private final Header header;
    private final Storage file;
    private final Mapping mapping;
    private final Unpacking unpacking;
    private final Optional<SeekableImage> backing;
    private final Closeable owned;

    /**
     * Opens it.
     *
     * @param header of the image
     * @param file of the image
     * @param backing is closed with the image
     * @param owned is closed with the image too: the file, if it belongs to the image
     */
    Qcow2Image(Header header, Storage file, Optional<SeekableImage> backing, Closeable owned) throws IOException {
        this.header = header;
        this.file = file;
        this.backing = backing;
        this.owned = owned;
        mapping = new Mapping(header, file);
        unpacking = new Unpacking(file, header);
    }

    @Override
    public long size() {
        return header.size();
    }

    @Override
    public Part partAt(long offset) throws IOException {
        requireWithin(offset);
        Mapping.Run run = mapping.run(offset);
        return switch (run.first().kind()) {
            case DATA -> part(run.start(), run.end(), Part.Kind.KEPT);
            case PACKED -> part(run.start(), run.end(), Part.Kind.PACKED);
            case ZEROES -> part(run.start(), run.end(), Part.Kind.ZEROES);
            case ABSENT -> behind(run, offset);
        };
    }

    private static Part part(long start, long end, Part.Kind kind) {
        return new Part(start, (int) (end - start), kind);
    }

    /** A shorter backing file goes on with zeroes. */
    private Part behind(Mapping.Run run, long offset) throws IOException {
        long there = backing.map(SeekableImage::size).orElse(0L);
        if (offset >= there) {
            return part(Math.max(run.start(), there), run.end(), Part.Kind.ZEROES);
        }
        Part part = backing.orElseThrow().partAt(offset);
        return part(Math.max(run.start(), part.start()), Math.min(run.end(), part.end()), part.kind());
    }

    @Override
    public void unpack(Part part, ByteBuffer into) throws IOException {
        Piece piece = mapping.run(part.start()).first();
        if (piece.kind() == Piece.Kind.PACKED) {
            unpacking.unpack(piece, into);
            return;
        }
        SeekableImage behind = backing.orElseThrow();
        Part whole = behind.partAt(part.start());
        ByteBuffer bytes = ByteBuffer.allocate(whole.length());
        behind.unpack(whole, bytes);
        into.put(bytes.slice((int) (part.start() - whole.start()), part.length()));
    }

    @Override
    public void readKept(ByteBuffer into, long offset) throws IOException {
        Mapping.Run run = mapping.run(offset);
        if (run.first().kind() != Piece.Kind.DATA) {
            backing.orElseThrow().readKept(into, offset);
            return;
        }
        long position = run.position(offset);
        int limit = into.limit();
        while (into.position() < limit) {
            int length = Math.min(AT_ONCE, limit - into.position());
            file.read(into.limit(into.position() + length), position);
            position += length;
        }
    }

    @Override
    public List<Damage> verify(int threads, Progress progress) throws IOException {
        throw new IOException("'qemu-img check' looks for damage of qcow2 images");
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("version", (long) header.version());
        facts.put("cluster", (long) header.cluster());
        return facts;
    }

    @Override
    public void close() throws IOException {
        try (owned) {
            if (backing.isPresent()) {
                backing.get().close();
            }
        }
    }
}
