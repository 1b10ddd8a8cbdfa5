// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import dev.platter.seekable.Damage;
import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.KeptRegion;
import dev.platter.seekable.LinearCrc;
import dev.platter.seekable.OrderedWork;
import dev.platter.seekable.OwnerMark;
import dev.platter.seekable.Part;
import dev.platter.seekable.Progress;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * Looks at each byte of an image of ours. Each byte of the file is one of these, and so each flipped bit is found:
 *
 * <ol>
 *   <li>The header has a checksum of its own, without the mark, which must be blank. ({@link Description} has checked the
 *       first when we come here; with a damaged header the file is one of another program.)
 *   <li>A chunk has a seal, and must be unpacked to what the base checksum says.
 *   <li>The headers of stored blocks have no freedom at all.
 *   <li>The bytes of kept regions, and the trailer, must fit each other.
 * </ol>
 */
final class GzipVerifier {
    private static final int STEP = 16 * (Layout.BLOCK + Layout.BLOCK_HEADER);

    private final Storage file;
    private final Description description;
    private final List<Gap> gaps;
    private final KeptCrc keptCrc;
    private final OwnerMark mark;
    private final List<Damage> damages = new ArrayList<>();
    private long base;
    private long done;

    GzipVerifier(Storage file, Description description, List<Gap> gaps, KeptCrc keptCrc, OwnerMark mark) {
        this.file = file;
        this.description = description;
        this.gaps = gaps;
        this.keptCrc = keptCrc;
        this.mark = mark;
    }

    List<Damage> run(int threads, Progress progress) throws IOException {
        checkMark();
        for (int i = 0; i < description.positions().size(); i++) {
            checkBlocks(
                    description.kept().list().get(i), description.positions().get(i));
        }
        for (Gap gap : gaps) {
            base = LinearCrc.CRC_32.combine(base, LinearCrc.CRC_32.ofZeroes(gap.start() - done), gap.start() - done);
            done = gap.start();
            checkChunks(gap, threads, progress);
            done = gap.end();
        }
        base = LinearCrc.CRC_32.combine(
                base, LinearCrc.CRC_32.ofZeroes(description.size() - done), description.size() - done);
        checkBase();
        checkTrailer();
        progress.reached(description.size());
        damages.sort(Comparator.comparingLong(Damage::position));
        return damages;
    }

    private void checkMark() throws IOException {
        boolean free = mark.read().filter(OwnerMark.State.FREE::equals).isPresent();
        boolean held = mark.state() != OwnerMark.State.FREE;
        if (!held && !(free && mark.isBlank())) {
            damages.add(new Damage(
                    Description.MARK,
                    OwnerMark.LENGTH,
                    "the mark of a writer is there: somebody writes to the image, or was interrupted, which"
                            + " 'platter-gzip repair' mends"));
        }
    }

    private void checkBlocks(KeptRegion region, long position) throws IOException {
        long end = position + Layout.packedLength(region.length());
        ByteBuffer bytes =
                ByteBuffer.allocateDirect((int) Math.min(STEP, end - position)).order(ByteOrder.LITTLE_ENDIAN);
        for (long at = position; at < end; at += STEP) {
            bytes.clear().limit((int) Math.min(STEP, end - at));
            file.read(bytes, at);
            for (int i = 0; i < bytes.limit(); i += Layout.BLOCK + Layout.BLOCK_HEADER) {
                int block = Math.min(Layout.BLOCK, bytes.limit() - i - Layout.BLOCK_HEADER);
                if (bytes.get(i) != 0
                        || bytes.getShort(i + 1) != (short) block
                        || bytes.getShort(i + 3) != (short) ~block) {
                    damages.add(new Damage(
                            at + i,
                            Layout.BLOCK_HEADER,
                            "the header of a stored block in the kept region " + region + " is damaged"));
                }
            }
        }
    }

    private void checkChunks(Gap gap, int threads, Progress progress) throws IOException {
        ChunkScanner scanner = new ChunkScanner(file, gap);
        try (OrderedWork<Checked> work = new OrderedWork<>(threads, checked -> take(checked, progress))) {
            while (!scanner.isAtEnd()) {
                Chunk chunk;
                try {
                    chunk = scanner.next();
                } catch (DamagedImageException e) {
                    work.finish();
                    recover(gap, scanner);
                    return;
                }
                ByteBuffer packed = chunk.part().kind() == Part.Kind.ZEROES
                        ? ByteBuffer.allocate(0)
                        : ByteBuffer.allocate(chunk.packedLength())
                                .put(scanner.bytes(chunk))
                                .flip();
                work.add(() -> check(chunk, packed));
            }
            work.finish();
        }
    }

    /** Once a chunk is damaged, nobody knows which offset the next one has, so only the seals are looked at. */
    private void recover(Gap gap, ChunkScanner scanner) throws IOException {
        long position = scanner.position();
        while (position < gap.packedEnd()) {
            long length = scanner.recover();
            damages.add(new Damage(position, length, "compressed bytes do not fit their checksum"));
            position = scanner.skipSealed();
        }
    }

    private record Checked(Part part, long crc, List<Damage> damages) {}

    private static Checked check(Chunk chunk, ByteBuffer packed) {
        if (chunk.part().kind() == Part.Kind.ZEROES) {
            return new Checked(
                    chunk.part(), LinearCrc.CRC_32.ofZeroes(chunk.part().length()), List.of());
        }
        ByteBuffer into = ByteBuffer.allocate(chunk.part().length());
        try {
            MadeImage.inflate(chunk, packed, into);
        } catch (IOException e) {
            return new Checked(
                    chunk.part(), 0, List.of(new Damage(chunk.position(), chunk.packedLength(), e.getMessage())));
        }
        CRC32 crc = new CRC32();
        crc.update(into.flip());
        return new Checked(chunk.part(), crc.getValue(), List.of());
    }

    private void take(Checked checked, Progress progress) {
        base = LinearCrc.CRC_32.combine(base, checked.crc(), checked.part().length());
        damages.addAll(checked.damages());
        progress.reached(checked.part().end());
    }

    private void checkBase() {
        if (damages.isEmpty() && base != description.base()) {
            damages.add(new Damage(
                    Description.MARK - 12,
                    4,
                    "what is compressed has the checksum %08x, and the description of the image says %08x"
                            .formatted(base, description.base())));
        }
    }

    private void checkTrailer() throws IOException {
        long end = file.size();
        ByteBuffer bytes =
                ByteBuffer.allocate(Layout.BLOCK_HEADER + Layout.TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        long position = end - bytes.capacity();
        file.read(bytes, position);
        if (bytes.get(0) != 1 || bytes.getInt(1) != 0xffff0000) {
            damages.add(new Damage(position, Layout.BLOCK_HEADER, "the last block is damaged"));
        }
        if (bytes.getInt(9) != (int) description.size()) {
            damages.add(new Damage(
                    end - 4,
                    4,
                    "the length at the end is %d, and must be %d"
                            .formatted(bytes.getInt(9) & 0xffffffffL, description.size() & 0xffffffffL)));
        }
        long right = keptCrc.ofImage();
        if (bytes.getInt(5) != (int) right) {
            damages.add(wrongChecksum(bytes.getInt(5) & 0xffffffffL, right));
        }
    }

    private Damage wrongChecksum(long found, long right) throws IOException {
        long end = file.size();
        long from = description.positions().isEmpty()
                ? end - Layout.TRAILER
                : description.positions().getFirst();
        String where =
                description.kept().list().stream().map(KeptRegion::toString).collect(Collectors.joining(", "));
        String message = where.isEmpty()
                ? "the checksum of the image is %08x, and must be %08x".formatted(found, right)
                : ("the checksum of the image is %08x, and with the bytes of the kept regions (%s) as they are it must"
                      + " be %08x: they were changed by another program, which 'platter-gzip repair' mends, or are"
                      + " damaged, or the checksum is")
                        .formatted(found, where, right);
        return new Damage(from, end - from, message);
    }
}
