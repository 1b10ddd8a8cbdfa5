// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import dev.platter.seekable.Damage;
import dev.platter.seekable.ImageFormat;
import dev.platter.seekable.ImageInput;
import dev.platter.seekable.IndexCache;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Progress;
import dev.platter.seekable.Recipe;
import dev.platter.seekable.SeekableImage;
import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.Block;
import dev.platter.seekable.blocks.Blocks;
import dev.platter.seekable.blocks.BlocksCodec;
import dev.platter.seekable.blocks.ForeignBlockImage;
import dev.platter.seekable.blocks.MadeBlockImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** The format zstd, with levels from 1 to 22. */
public final class ZstdFormat implements ImageFormat {
    /** That of the command zstd. */
    private static final int USUAL_LEVEL = 3;

    private static final long INDEX = 0x504c41545a535432L; // "PLATZST2"

    /** The longest part that an image can have, in bytes: a frame, unless there is a longer one. */
    public static final long LONGEST_PART = ForeignBlockImage.LONGEST_PART;

    private final long longestFrame;

    /** The format. */
    public ZstdFormat() {
        this(Long.MAX_VALUE);
    }

    private ZstdFormat(long longestFrame) {
        this.longestFrame = longestFrame;
    }

    /**
     * The same format, with less that it opens.
     *
     * @param longest how long a frame may be, unpacked, in bytes
     * @return a format that refuses a file with a longer one
     */
    public ZstdFormat refusingFramesAbove(long longest) {
        return new ZstdFormat(longest);
    }

    @Override
    public String name() {
        return "zstd";
    }

    @Override
    public int usualLevel() {
        return USUAL_LEVEL;
    }

    @Override
    public boolean recognises(ByteBuffer head) {
        return head.remaining() >= Magic.LENGTH
                && Magic.isKnown(head.slice().order(ByteOrder.LITTLE_ENDIAN).getInt());
    }

    @Override
    public void create(ImageInput in, Recipe recipe, Storage out, Progress progress) throws IOException {
        NativeLibrary.require();
        try (PackedFrames frames = new PackedFrames(recipe.level())) {
            new ZstdCreator(recipe, frames, out, progress).run(in);
        }
    }

    @Override
    public SeekableImage open(Storage file, OpenMode mode) throws IOException {
        return open(file, mode, IndexCache.none());
    }

    @Override
    public SeekableImage open(Storage file, OpenMode mode, IndexCache index) throws IOException {
        NativeLibrary.require();
        Optional<Made> made = Made.of(file);
        return made.isPresent() ? MadeBlockImage.open(made.get(), mode) : foreign(file, index);
    }

    private SeekableImage foreign(Storage file, IndexCache index) throws IOException {
        ZstdReader reader = new ZstdReader(file);
        try {
            Blocks blocks = frames(file, reader, index);
            if (blocks.longest() > longestFrame) {
                throw new IOException("the file has a frame of " + blocks.longest()
                        + " bytes, and the longest allowed is " + longestFrame
                        + ": compress the image with 'platter-gzip create --format zstd', which makes short ones, or"
                        + " allow longer ones");
            }
            List<Damage> known =
                    Label.wasOne(file) ? List.of(Made.damagedLabel(Math.min(Label.LONGEST, file.size()))) : List.of();
            return new ForeignBlockImage(blocks, reader, known);
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private static Blocks frames(Storage file, ZstdReader reader, IndexCache index) throws IOException {
        Optional<SeekTable> table = SeekTable.read(file);
        if (table.isPresent()) {
            requireFirst(file, table.get().blocks());
            return table.get().blocks();
        }
        BlocksCodec codec = BlocksCodec.of(file, INDEX);
        Optional<Blocks> known = index.read().flatMap(codec::decode);
        if (known.isPresent()) {
            return known.get();
        }
        Walk walk = new Walk(file, reader);
        Blocks blocks = walk.run();
        if (walk.hasMeasured()) {
            codec.encode(blocks).ifPresent(index::write);
        }
        return blocks;
    }

    /** What is refused is refused before it is read. Other frames are nearly always of the same kind. */
    private static void requireFirst(Storage file, Blocks blocks) throws IOException {
        if (blocks.size() > 0) {
            Block first = blocks.at(0);
            FrameHeader.require(file, first.position(), first.position() + first.fileLength());
        }
    }
}
