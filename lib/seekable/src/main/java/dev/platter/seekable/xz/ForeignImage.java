// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import dev.platter.seekable.Change;
import dev.platter.seekable.Damage;
import dev.platter.seekable.KeptRegions;
import dev.platter.seekable.OrderedWork;
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
import java.util.Optional;

/**
 * A file of another program, for reading. A block that is not too long is a part. Into a longer one there is no way but from
 * its beginning, so it is unpacked as a whole into a temporary file when it is read for the first time, and its parts are
 * read from there.
 */
final class ForeignImage implements SeekableImage {
    /** {@code xz -6 -T0} makes blocks of 24 MiB. */
    static final long LONGEST_PART = 32 << 20;

    private static final long SHORT_PART = 1 << 20;

    private final Storage file;
    private final Blocks blocks;
    private final UnpackedBlocks unpacked;

    ForeignImage(Storage file, Blocks blocks) {
        this.file = file;
        this.blocks = blocks;
        unpacked = new UnpackedBlocks(file);
    }

    @Override
    public long size() {
        return blocks.size();
    }

    @Override
    public KeptRegions kept() {
        return KeptRegions.of(List.of());
    }

    @Override
    public Part partAt(long offset) throws IOException {
        if (offset < 0 || offset >= size()) {
            throw new DiskException(NbdError.EINVAL, offset + " is beyond the image, which has " + size() + " bytes");
        }
        Blocks.Block block = blocks.get(blocks.indexOf(offset));
        if (block.length() <= LONGEST_PART) {
            return new Part(block.offset(), (int) block.length(), Part.Kind.PACKED);
        }
        long start = offset - (offset - block.offset()) % SHORT_PART;
        return new Part(start, (int) Math.min(SHORT_PART, block.end() - start), Part.Kind.PACKED);
    }

    @Override
    public void unpack(Part part, ByteBuffer into) throws IOException {
        Blocks.Block block = blocks.get(blocks.indexOf(part.start()));
        if (block.length() > LONGEST_PART) {
            unpacked.read(block, into, part.start());
            return;
        }
        BlockReader.unpack(file, block, into::put);
    }

    @Override
    public void readKept(ByteBuffer into, long offset) throws IOException {
        kept().require(offset, into.remaining());
    }

    @Override
    public void write(ByteBuffer from, long offset) throws IOException {
        kept().require(offset, from.remaining());
    }

    @Override
    public void flush() {}

    @Override
    public List<Damage> verify(int threads, Progress progress) throws IOException {
        List<Damage> damages = new ArrayList<>();
        try (OrderedWork<Optional<Damage>> work =
                new OrderedWork<>(threads, damage -> damage.ifPresent(damages::add))) {
            for (int i = 0; i < blocks.count(); i++) {
                Blocks.Block block = blocks.get(i);
                work.add(() -> PackedCheck.of(file, block));
                progress.reached(block.offset());
            }
            work.finish();
        }
        progress.reached(size());
        return damages;
    }

    @Override
    public List<String> repair() throws IOException {
        throw new IOException(
                "only an image that was made by 'platter-gzip create' can be repaired, and this one was made"
                        + " by another program, or its description is damaged");
    }

    @Override
    public List<Change> plan(ByteBuffer from, long offset) throws IOException {
        kept().require(offset, from.remaining());
        return List.of();
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("made-by", "another program");
        facts.put("restart-points", (long) blocks.count());
        facts.put("longest-block", blocks.longest());
        return facts;
    }

    @Override
    public void release() {}

    @Override
    public void close() throws IOException {
        unpacked.close();
    }
}
