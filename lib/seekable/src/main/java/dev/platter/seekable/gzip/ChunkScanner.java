// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.Part;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Goes from seal to seal through a gap, without unpacking. Used by one thread at a time. */
final class ChunkScanner {
    /** Longer than any chunk can be: what cannot be compressed grows by 5 bytes in 16 KiB at the worst. */
    static final int LONGEST = Layout.CHUNK + 4096;

    private final Storage file;
    private final Gap gap;
    private final ByteBuffer window;
    private long windowAt;
    private long offset;
    private long position;

    ChunkScanner(Storage file, Gap gap) {
        this(file, gap, gap.start(), gap.position());
    }

    /** Begins where an earlier one has come to. */
    ChunkScanner(Storage file, Gap gap, long offset, long position) {
        this.file = file;
        this.gap = gap;
        this.offset = offset;
        this.position = position;
        int capacity = (int) Math.min(8 * LONGEST, gap.packedEnd() - position);
        window = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    }

    /** Whether all chunks of the gap were found. */
    boolean isAtEnd() {
        return offset == gap.end();
    }

    /** Where the next chunk begins in the file. */
    long position() {
        return position;
    }

    /**
     * Finds the next chunk.
     *
     * @throws DamagedImageException if its bytes do not fit its seal, or no seal is found
     */
    Chunk next() throws IOException {
        Sealed found = sealed().orElseThrow(() -> new DamagedImageException(
                position, "the compressed bytes of the image from offset " + offset + " on do not fit their checksum"));
        return take(found);
    }

    /**
     * After damage: goes on behind the next seal that is there, whatever it says, and where a chunk with a right seal follows.
     *
     * @return how many bytes of the file are passed over
     */
    long recover() throws IOException {
        long from = position;
        while (position < gap.packedEnd()) {
            load();
            int begin = (int) (position - windowAt);
            int at = find(begin, window.limit());
            position = at < 0
                    ? Math.min(gap.packedEnd(), windowAt + Math.max(begin + 1, window.limit() - Seal.LENGTH - 4))
                    : windowAt + at + Seal.LENGTH;
            if (at >= 0 && (position == gap.packedEnd() || sealed().isPresent())) {
                break;
            }
        }
        return position - from;
    }

    /**
     * After {@link #recover}: goes on as long as chunks are sealed right, whatever offset they have.
     *
     * @return where the first one begins that is not, or where the gap ends
     */
    long skipSealed() throws IOException {
        for (Optional<Sealed> next = sealed(); next.isPresent(); next = sealed()) {
            position += next.get().length();
        }
        return position;
    }

    private record Sealed(Seal.Kind kind, int length) {}

    /** The chunk that begins here, if there is a seal that fits it. */
    private Optional<Sealed> sealed() throws IOException {
        if (position >= gap.packedEnd()) {
            return Optional.empty();
        }
        load();
        int begin = (int) (position - windowAt);
        int end = Math.min(window.limit(), begin + LONGEST);
        for (int at = find(begin, end); at >= 0; at = find(at + 1, end)) {
            Seal.Kind kind = Seal.check(window, begin, at);
            if (kind != null) {
                return Optional.of(new Sealed(kind, at + Seal.LENGTH - begin));
            }
        }
        return Optional.empty();
    }

    private Chunk take(Sealed found) throws IOException {
        int packedLength = found.length();
        long end = found.kind() == Seal.Kind.ZEROES ? offset + Layout.ZEROES : Layout.chunkEnd(offset, gap.end());
        if (end > gap.end() || position + packedLength > gap.packedEnd()) {
            throw new DamagedImageException(position, "a chunk reaches into the kept region behind it");
        }
        Part.Kind content = found.kind() == Seal.Kind.ZEROES ? Part.Kind.ZEROES : Part.Kind.PACKED;
        Chunk chunk = new Chunk(new Part(offset, (int) (end - offset), content), position, packedLength);
        offset = end;
        position += packedLength;
        if (offset == gap.end() && position != gap.packedEnd()) {
            throw new DamagedImageException(position, "there are more bytes than the image has there");
        }
        return chunk;
    }

    /** The bytes of the chunk that was found last, as long as no other is looked for. */
    ByteBuffer bytes(Chunk chunk) {
        return window.slice((int) (chunk.position() - windowAt), chunk.packedLength());
    }

    private int find(int from, int end) {
        byte[] bytes = window.array();
        // The end of the flush before the seal, 00 00 ff ff, is looked for by its last byte: few bytes are ff.
        for (int at = Math.max(from + 3, 3); at + Seal.LENGTH < end; at++) {
            if (bytes[at] == -1 && bytes[at - 1] == -1 && Seal.isAt(window, at + 1)) {
                return at + 1;
            }
        }
        return -1;
    }

    /** Has a whole chunk in the window, or all that is left of the gap. */
    private void load() throws IOException {
        long left = gap.packedEnd() - position;
        if (position >= windowAt && position + Math.min(left, LONGEST) <= windowAt + window.limit()) {
            return;
        }
        windowAt = position;
        window.clear().limit((int) Math.min(window.capacity(), left));
        file.read(window, position);
        window.flip();
    }
}
