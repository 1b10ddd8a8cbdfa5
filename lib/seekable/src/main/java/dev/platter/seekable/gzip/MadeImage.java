// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import dev.platter.seekable.Change;
import dev.platter.seekable.Damage;
import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.KeptRegion;
import dev.platter.seekable.KeptRegions;
import dev.platter.seekable.LinearCrc;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.OwnerMark;
import dev.platter.seekable.Part;
import dev.platter.seekable.Progress;
import dev.platter.seekable.SeekableImage;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * An image of ours. A kept region's bytes are found by arithmetic, the chunks in between by their seals as far as
 * somebody has read.
 *
 * <p><b>Writes</b> are in place. Each changes the checksum by the difference of its bytes, which is kept here until a flush
 * writes it. From the first write until the image is closed the mark in the header says that the checksum may be wrong.
 */
final class MadeImage implements SeekableImage {
    /** A kept region is told in parts that fit an {@code int}. */
    private static final int KEPT_PART = 1 << 30;

    private static final int STEP = 1 << 20;

    private final Storage file;
    private final OpenMode mode;
    private final Description description;
    private final OwnerMark mark;
    private final KeptCrc keptCrc;
    private final List<Gap> gaps;
    private final List<ChunkIndex> indexes = new ArrayList<>();
    private final long trailer;

    /** Held while the bytes of a region and the checksum change together. */
    private final Object writing = new Object();

    private long crc;

    /** A write has failed, and how much of it is in the file is not known. */
    private boolean crcIsLost;

    private boolean unflushed;

    private MadeImage(Storage file, Description description, OpenMode mode) throws IOException {
        this.file = file;
        this.mode = mode;
        this.description = description;
        mark = new OwnerMark(file, Description.MARK);
        keptCrc = new KeptCrc(file, description);
        trailer = file.size() - Layout.TRAILER;
        gaps = gaps();
        gaps.forEach(gap -> indexes.add(new ChunkIndex(gap.start())));
    }

    static MadeImage open(Storage file, Description description, OpenMode mode) throws IOException {
        MadeImage image = new MadeImage(file, description, mode);
        if (mode != OpenMode.READ) {
            image.prepare();
        }
        return image;
    }

    private List<Gap> gaps() throws IOException {
        List<Gap> found = new ArrayList<>();
        long offset = 0;
        long position = Description.length(kept());
        for (int i = 0; i < kept().list().size(); i++) {
            KeptRegion region = kept().list().get(i);
            long at = description.positions().get(i);
            add(found, new Gap(offset, region.start(), position, at));
            offset = region.end();
            position = at + Layout.packedLength(region.length());
        }
        add(found, new Gap(offset, size(), position, trailer - Layout.BLOCK_HEADER));
        return found;
    }

    private static void add(List<Gap> gaps, Gap gap) throws IOException {
        if (gap.end() < gap.start() || gap.packedEnd() < gap.position()) {
            throw new DamagedImageException(
                    gap.packedEnd(),
                    "the file has " + gap.packedEnd() + " bytes there, and needs more than " + gap.position());
        }
        if (gap.end() > gap.start()) {
            gaps.add(gap);
        }
    }

    /** Finishes what a crash has left, and takes the file at once where a journal may come. */
    private void prepare() throws IOException {
        if (mode == OpenMode.JOURNALED) {
            take(OwnerMark.State.JOURNAL);
        } else if (mark.wasInterrupted()) {
            take(OwnerMark.State.DIRTY);
            release();
        }
    }

    /** Takes the file for writing. If the last owner was interrupted, the checksum is mended. */
    private void take(OwnerMark.State state) throws IOException {
        OwnerMark.State found = mark.acquire(state);
        if (found != OwnerMark.State.FREE) {
            writeCrc(keptCrc.ofImage());
            file.sync();
        }
        // Another one may have written since it was read.
        crc = readCrc();
    }

    @Override
    public long size() {
        return description.size();
    }

    @Override
    public KeptRegions kept() {
        return description.kept();
    }

    @Override
    public Part partAt(long offset) throws IOException {
        Optional<KeptRegion> region = kept().at(offset);
        if (region.isPresent()) {
            long start = offset - (offset - region.get().start()) % KEPT_PART;
            return new Part(start, (int) Math.min(KEPT_PART, region.get().end() - start), Part.Kind.KEPT);
        }
        return chunkAt(offset).part();
    }

    private Chunk chunkAt(long offset) throws IOException {
        for (int i = 0; i < gaps.size(); i++) {
            if (offset < gaps.get(i).end()) {
                return chunkAt(gaps.get(i), indexes.get(i), offset);
            }
        }
        throw new DiskException(NbdError.EINVAL, offset + " is beyond the image, which has " + size() + " bytes");
    }

    private Chunk chunkAt(Gap gap, ChunkIndex index, long offset) throws IOException {
        synchronized (index) {
            if (index.end() <= offset) {
                ChunkScanner scanner = scanner(gap, index);
                while (index.end() <= offset) {
                    index.add(scanner.next());
                }
            }
            return index.at(offset);
        }
    }

    private ChunkScanner scanner(Gap gap, ChunkIndex index) {
        if (index.count() == 0) {
            return new ChunkScanner(file, gap);
        }
        Chunk last = index.at(index.end() - 1);
        return new ChunkScanner(file, gap, index.end(), last.position() + last.packedLength());
    }

    @Override
    public void unpack(Part part, ByteBuffer into) throws IOException {
        Chunk chunk = chunkAt(part.start());
        ByteBuffer packed = ByteBuffer.allocate(chunk.packedLength()).order(ByteOrder.LITTLE_ENDIAN);
        file.read(packed, chunk.position());
        packed.flip();
        if (Seal.check(packed, 0, packed.limit() - Seal.LENGTH) == null) {
            throw damaged(chunk, "do not fit their checksum");
        }
        inflate(chunk, packed, into);
    }

    /** Unpacks a chunk, whose checksum is right. */
    static void inflate(Chunk chunk, ByteBuffer packed, ByteBuffer into) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed.duplicate());
            while (into.hasRemaining() && inflater.inflate(into) > 0) {}
            // There must be nothing behind, but an inflater that has no room may not have looked at all.
            if (into.hasRemaining() || inflater.inflate(new byte[1]) != 0 || inflater.getRemaining() != 0) {
                throw damaged(chunk, "are not as many as the image has there");
            }
        } catch (DataFormatException e) {
            throw damaged(chunk, "cannot be unpacked (" + e.getMessage() + ")");
        } finally {
            inflater.end();
        }
    }

    private static DamagedImageException damaged(Chunk chunk, String what) {
        return new DamagedImageException(
                chunk.position(),
                "the compressed bytes of the image from offset " + chunk.part().start() + " on " + what);
    }

    @Override
    public void readKept(ByteBuffer into, long offset) throws IOException {
        KeptRegion region = kept().require(offset, into.remaining());
        pieces(region, into, offset, file::read);
    }

    /** Something that is done to the file. */
    @FunctionalInterface
    private interface Transfer {
        void run(ByteBuffer bytes, long position) throws IOException;
    }

    /** Where a region begins in the file. Not found by equals: the JDK keeps the classes of records that were compared. */
    private long position(KeptRegion region) {
        int index = 0;
        while (kept().list().get(index).start() != region.start()) {
            index++;
        }
        return description.positions().get(index);
    }

    /** Cuts a range of a region where a stored block ends. */
    private void pieces(KeptRegion region, ByteBuffer bytes, long offset, Transfer transfer) throws IOException {
        long start = position(region);
        long at = offset - region.start();
        int limit = bytes.limit();
        while (bytes.position() < limit) {
            int length = (int) Math.min(limit - bytes.position(), Layout.BLOCK - at % Layout.BLOCK);
            bytes.limit(bytes.position() + length);
            transfer.run(bytes, start + Layout.positionOf(at));
            bytes.limit(limit);
            at += length;
        }
    }

    @Override
    public void write(ByteBuffer from, long offset) throws IOException {
        KeptRegion region = kept().require(offset, from.remaining());
        if (mode != OpenMode.WRITE) {
            throw new DiskException(NbdError.EPERM, "the image was opened for reading");
        }
        synchronized (writing) {
            if (mark.state() == OwnerMark.State.FREE) {
                take(OwnerMark.State.DIRTY);
            }
            long change = change(region, from, offset);
            unflushed = true;
            crc ^= change;
            try {
                pieces(region, from.duplicate(), offset, file::write);
            } catch (IOException | RuntimeException e) {
                crcIsLost = true;
                throw e;
            }
        }
    }

    /** The difference that new bytes make to the checksum of the image. */
    private long change(KeptRegion region, ByteBuffer from, long offset) throws IOException {
        CRC32 before = new CRC32();
        CRC32 after = new CRC32();
        after.update(from.duplicate());
        ByteBuffer old = ByteBuffer.allocateDirect(Math.min(STEP, from.remaining()));
        for (int done = 0; done < from.remaining(); done += old.limit()) {
            old.clear().limit(Math.min(STEP, from.remaining() - done));
            pieces(region, old, offset + done, file::read);
            before.update(old.flip());
        }
        return LinearCrc.CRC_32.shift(before.getValue() ^ after.getValue(), size() - offset - from.remaining());
    }

    @Override
    public void flush() throws IOException {
        synchronized (writing) {
            if (unflushed) {
                if (crcIsLost) {
                    crc = keptCrc.ofImage();
                    crcIsLost = false;
                }
                writeCrc(crc);
                file.sync();
                unflushed = false;
            }
        }
    }

    private long readCrc() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        file.read(bytes, trailer);
        return bytes.getInt(0) & 0xffffffffL;
    }

    private void writeCrc(long value) throws IOException {
        file.write(encodeCrc(value), trailer);
    }

    private static ByteBuffer encodeCrc(long value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) value)
                .flip();
    }

    @Override
    public List<Change> plan(ByteBuffer from, long offset) throws IOException {
        KeptRegion region = kept().require(offset, from.remaining());
        List<Change> changes = new ArrayList<>();
        long after = readCrc() ^ change(region, from, offset);
        pieces(region, from.duplicate(), offset, (bytes, position) -> {
            changes.add(new Change(position, bytes.slice()));
            bytes.position(bytes.limit());
        });
        changes.add(new Change(trailer, encodeCrc(after)));
        return changes;
    }

    @Override
    public List<Damage> verify(int threads, Progress progress) throws IOException {
        return new GzipVerifier(file, description, gaps, keptCrc, mark).run(threads, progress);
    }

    @Override
    public List<String> repair() throws IOException {
        List<String> changed = new ArrayList<>();
        synchronized (writing) {
            long found = readCrc();
            long right = keptCrc.ofImage();
            if (found != right) {
                writeCrc(right);
                file.sync();
                changed.add("the checksum of the image was %08x and is %08x now".formatted(found, right));
            }
            crc = right;
        }
        return changed;
    }

    @Override
    public Map<String, Object> facts() throws IOException {
        long chunks = 0;
        long zeroes = 0;
        for (int i = 0; i < gaps.size(); i++) {
            chunkAt(gaps.get(i), indexes.get(i), gaps.get(i).end() - 1);
            chunks += indexes.get(i).count();
            zeroes += indexes.get(i).zeroes();
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("made-by", "platter-gzip");
        facts.put("level", description.level());
        facts.put("restart-points", chunks);
        facts.put("zeroes", zeroes);
        facts.put("checksum", "%08x".formatted(readCrc()));
        return facts;
    }

    @Override
    public void release() throws IOException {
        synchronized (writing) {
            flush();
            mark.release();
        }
    }
}
