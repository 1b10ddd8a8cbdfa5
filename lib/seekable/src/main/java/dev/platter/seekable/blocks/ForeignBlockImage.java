// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.blocks;

import dev.platter.seekable.Damage;
import dev.platter.seekable.OrderedWork;
import dev.platter.seekable.Part;
import dev.platter.seekable.Progress;
import dev.platter.seekable.ReadOnlyImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of another program, for reading. A block that is not too long is a part. Into a longer one there is no way but from
 * its beginning, so it is unpacked as a whole into a temporary file when it is read for the first time, and its parts are
 * read from there.
 */
public final class ForeignBlockImage extends ReadOnlyImage {
    /** The longest part, in bytes: {@code xz -6 -T0} makes blocks of 24 MiB. */
    public static final long LONGEST_PART = 32 << 20;

    private static final long SHORT_PART = 1 << 20;

    private final Blocks blocks;
    private final BlockReader reader;
    private final List<Damage> known;
    private final UnpackedBlocks unpacked;

    /**
     * Uses what is known of a file.
     *
     * @param blocks all that it has
     * @param reader unpacks them; is closed with the image
     * @param known what is damaged besides blocks
     */
    public ForeignBlockImage(Blocks blocks, BlockReader reader, List<Damage> known) {
        this.blocks = blocks;
        this.reader = reader;
        this.known = List.copyOf(known);
        unpacked = new UnpackedBlocks(reader);
    }

    @Override
    public long size() {
        return blocks.size();
    }

    @Override
    public Part partAt(long offset) throws IOException {
        requireWithin(offset);
        Block block = blocks.at(offset);
        if (block.length() <= LONGEST_PART) {
            return new Part(block.offset(), (int) block.length(), Part.Kind.PACKED);
        }
        long start = offset - (offset - block.offset()) % SHORT_PART;
        return new Part(start, (int) Math.min(SHORT_PART, block.end() - start), Part.Kind.PACKED);
    }

    @Override
    public void unpack(Part part, ByteBuffer into) throws IOException {
        Block block = blocks.at(part.start());
        if (block.length() > LONGEST_PART) {
            unpacked.read(block, into, part.start());
            return;
        }
        reader.unpack(block, into);
    }

    @Override
    public List<Damage> verify(int threads, Progress progress) throws IOException {
        List<Damage> damages = new ArrayList<>(known);
        try (OrderedWork<Optional<Damage>> work =
                new OrderedWork<>(threads, damage -> damage.ifPresent(damages::add))) {
            for (int i = 0; i < blocks.count(); i++) {
                Block block = blocks.get(i);
                work.add(() -> PackedCheck.of(reader, block));
                progress.reached(block.offset());
            }
            work.finish();
        }
        progress.reached(size());
        damages.sort(Comparator.comparingLong(Damage::position));
        return damages;
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
    public void close() throws IOException {
        try (reader) {
            unpacked.close();
        }
    }
}
