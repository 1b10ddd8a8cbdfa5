// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.ImageFormat;
import dev.platter.seekable.ImageInput;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Progress;
import dev.platter.seekable.Recipe;
import dev.platter.seekable.SeekableImage;
import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.Blocks;
import dev.platter.seekable.blocks.ForeignBlockImage;
import dev.platter.seekable.blocks.MadeBlockImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** The format xz, with levels from 0 to 9. */
public final class XzFormat implements ImageFormat {
    /** That of the command xz. */
    private static final int USUAL_LEVEL = 6;

    /** The longest part that an image can have, in bytes: a block, unless there is a longer one. */
    public static final long LONGEST_PART = ForeignBlockImage.LONGEST_PART;

    private final Check check;
    private final long longestBlock;

    /** The format with the check that the command xz uses, CRC-64. */
    public XzFormat() {
        this(Check.CRC64);
    }

    /**
     * The format with a check.
     *
     * @param check of new images; those that are opened have their own
     */
    public XzFormat(Check check) {
        this(check, Long.MAX_VALUE);
    }

    private XzFormat(Check check, long longestBlock) {
        this.check = check;
        this.longestBlock = longestBlock;
    }

    /**
     * The same format, with less that it opens.
     *
     * @param longest how long a block may be, unpacked, in bytes
     * @return a format that refuses a file with a longer one
     */
    public XzFormat refusingBlocksAbove(long longest) {
        return new XzFormat(check, longest);
    }

    @Override
    public String name() {
        return "xz";
    }

    @Override
    public int usualLevel() {
        return USUAL_LEVEL;
    }

    @Override
    public boolean recognises(ByteBuffer head) {
        return Index.recognises(head);
    }

    @Override
    public void create(ImageInput in, Recipe recipe, Storage out, Progress progress) throws IOException {
        new XzCreator(in, recipe, check, out, progress).run();
    }

    @Override
    public SeekableImage open(Storage file, OpenMode mode) throws IOException {
        Blocks blocks = Index.read(file);
        if (blocks.longest() > longestBlock) {
            throw new IOException("the file has a block of " + blocks.longest() + " bytes, and the longest allowed is "
                    + longestBlock + ": compress it with 'xz --block-size=" + longestBlock + "', or allow longer ones");
        }
        Optional<Made> made = Made.of(file, blocks);
        return made.isPresent()
                ? MadeBlockImage.open(made.get(), mode)
                : new ForeignBlockImage(blocks, new XzReader(file), List.of());
    }
}
