// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.blocks;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import dev.platter.seekable.Change;
import dev.platter.seekable.Damage;
import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.KeptRegion;
import dev.platter.seekable.KeptRegions;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.OwnerMark;
import dev.platter.seekable.Part;
import dev.platter.seekable.Progress;
import dev.platter.seekable.SeekableImage;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An image that was made here. Its kept regions can be written to. */
public final class MadeBlockImage implements SeekableImage {
    private final MadeFile made;
    private final Storage file;
    private final Blocks blocks;
    private final OpenMode mode;
    private final OwnerMark mark;
    private final Zeroes zeroes;

    /** Held while bytes of a region and the checks of its blocks change together. */
    private final Object writing = new Object();

    /** What was written may not be durable yet. */
    private boolean unsynced;

    private final PendingChecks pending;

    private MadeBlockImage(MadeFile made, OpenMode mode) {
        this.made = made;
        this.mode = mode;
        file = made.file();
        blocks = made.blocks();
        mark = made.mark();
        zeroes = new Zeroes(made);
        pending = new PendingChecks(made);
    }

    /**
     * Opens an image.
     *
     * @param made what is known of its file; its reader is closed with the image
     * @param mode what will be done
     * @return the image
     * @throws DamagedImageException if the kept regions are not where they must be
     * @throws dev.platter.seekable.ImageInUseException if another process writes to it
     * @throws IOException if it cannot be read, or not be mended
     */
    public static MadeBlockImage open(MadeFile made, OpenMode mode) throws IOException {
        requireKeptBlocks(made);
        MadeBlockImage image = new MadeBlockImage(made, mode);
        if (mode != OpenMode.READ) {
            image.prepare();
        }
        return image;
    }

    /** Everything that is written in place rests on this. */
    private static void requireKeptBlocks(MadeFile made) throws DamagedImageException {
        long size = made.blocks().size();
        for (KeptRegion region : made.description().kept().list()) {
            if (region.end() > size) {
                throw new DamagedImageException(
                        made.markPlace().position(),
                        "the kept region " + region + " ends beyond the image, which has " + size + " bytes");
            }
            for (long offset = region.start(); offset < region.end(); offset += KeptLayout.LONGEST) {
                Block block = made.blocks().at(offset);
                long length = Math.min(KeptLayout.LONGEST, region.end() - offset);
                if (block.offset() != offset || block.length() != length || !made.isKept(block)) {
                    throw new DamagedImageException(
                            block.position(),
                            "the block is not one of the kept region " + region + ", as the label says");
                }
            }
        }
    }

    /** Finishes what a crash has left, and takes the file at once where a journal may come. */
    private void prepare() throws IOException {
        made.mendMark();
        if (mode == OpenMode.JOURNALED) {
            take(OwnerMark.State.JOURNAL);
        } else if (mark.wasInterrupted()) {
            take(OwnerMark.State.DIRTY);
            release();
        }
    }

    /** Takes the file for writing. If the last owner was interrupted, the checks are mended. */
    private void take(OwnerMark.State state) throws IOException {
        OwnerMark.State found = mark.acquire(state);
        if (found != OwnerMark.State.FREE) {
            repair();
        }
    }

    @Override
    public long size() {
        return blocks.size();
    }

    @Override
    public KeptRegions kept() {
        return made.description().kept();
    }

    @Override
    public Part partAt(long offset) throws IOException {
        if (offset < 0 || offset >= size()) {
            throw new DiskException(NbdError.EINVAL, offset + " is beyond the image, which has " + size() + " bytes");
        }
        int index = blocks.indexOf(offset);
        Block block = blocks.get(index);
        Part.Kind kind = kept().at(offset).isPresent()
                ? Part.Kind.KEPT
                : zeroes.has(index) ? Part.Kind.ZEROES : Part.Kind.PACKED;
        return new Part(block.offset(), (int) block.length(), kind);
    }

    @Override
    public void unpack(Part part, ByteBuffer into) throws IOException {
        made.reader().unpack(blocks.at(part.start()), into);
    }

    /** Something that is done to bytes that lie behind each other in the file. */
    @FunctionalInterface
    private interface Transfer {
        void run(Block block, ByteBuffer bytes, int at, long position) throws IOException;
    }

    /** Cuts a range of a kept region where a chunk of a block ends. The position of the buffer is moved by the transfer. */
    private void pieces(ByteBuffer bytes, long offset, Transfer transfer) throws IOException {
        long next = offset;
        int limit = bytes.limit();
        while (bytes.position() < limit) {
            Block block = blocks.at(next);
            KeptLayout kept = made.layout((int) block.length());
            int at = (int) (next - block.offset());
            int length = Math.min(limit - bytes.position(), kept.contiguous(at));
            bytes.limit(bytes.position() + length);
            transfer.run(block, bytes, at, block.position() + kept.positionOf(at));
            bytes.limit(limit);
            next += length;
        }
    }

    @Override
    public void readKept(ByteBuffer into, long offset) throws IOException {
        kept().require(offset, into.remaining());
        pieces(into, offset, (_, bytes, _, position) -> file.read(bytes, position));
    }

    @Override
    public void write(ByteBuffer from, long offset) throws IOException {
        kept().require(offset, from.remaining());
        if (mode != OpenMode.WRITE) {
            throw new DiskException(NbdError.EPERM, "the image was opened for reading");
        }
        synchronized (writing) {
            if (mark.state() == OwnerMark.State.FREE) {
                take(OwnerMark.State.DIRTY);
            }
            pieces(from.duplicate(), offset, (block, bytes, at, position) -> {
                pending.change(block, at, position, bytes);
                try {
                    file.write(bytes, position);
                } catch (IOException e) {
                    pending.forget(block); // How much was written is not known.
                    throw e;
                }
            });
        }
    }

    @Override
    public void flush() throws IOException {
        synchronized (writing) {
            unsynced |= pending.write();
            if (unsynced) {
                file.sync();
                unsynced = false;
            }
        }
    }

    @Override
    public List<Change> plan(ByteBuffer from, long offset) throws IOException {
        kept().require(offset, from.remaining());
        List<Change> changes = new ArrayList<>();
        PendingChecks checks = new PendingChecks(made);
        pieces(from.duplicate(), offset, (block, bytes, at, position) -> {
            checks.change(block, at, position, bytes);
            changes.add(new Change(position, bytes.slice()));
            bytes.position(bytes.limit());
        });
        changes.addAll(checks.plan(changes));
        return changes;
    }

    @Override
    public List<Damage> verify(int threads, Progress progress) throws IOException {
        return new MadeVerifier(made, mark).run(threads, progress);
    }

    @Override
    public List<String> repair() throws IOException {
        List<String> changed = new ArrayList<>();
        synchronized (writing) {
            for (KeptRegion region : kept().list()) {
                int mended = 0;
                long first = -1;
                for (long offset = region.start(); offset < region.end(); offset += KeptLayout.LONGEST) {
                    Block block = blocks.at(offset);
                    if (pending.mend(block)) {
                        mended++;
                        first = first < 0 ? offset : first;
                    }
                }
                if (mended > 0) {
                    changed.add("the check of " + mended + (mended == 1 ? " block" : " blocks") + " of the kept region "
                            + region + " was wrong and is right now, the first at offset " + first);
                }
            }
            file.sync();
        }
        return changed;
    }

    @Override
    public Map<String, Object> facts() throws IOException {
        long holes = 0;
        for (int i = 0; i < blocks.count(); i++) {
            if (blocks.get(i).length() > 0 && kept().at(blocks.get(i).offset()).isEmpty() && zeroes.has(i)) {
                holes += blocks.get(i).length();
            }
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("made-by", "platter-gzip");
        facts.put("level", made.description().level());
        facts.put("restart-points", (long) blocks.count() - made.labelBlocks());
        facts.put("zeroes", holes);
        facts.put("check", made.check().toString());
        return facts;
    }

    @Override
    public void release() throws IOException {
        synchronized (writing) {
            flush();
            mark.release();
        }
    }

    @Override
    public void close() throws IOException {
        try (BlockReader _ = made.reader()) {
            release();
        }
    }
}
