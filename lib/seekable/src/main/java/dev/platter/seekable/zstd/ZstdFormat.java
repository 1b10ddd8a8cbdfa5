// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import dev.platter.seekable.ImageFormat;
import dev.platter.seekable.ImageInput;
import dev.platter.seekable.IndexCache;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Progress;
import dev.platter.seekable.Recipe;
import dev.platter.seekable.SeekableImage;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The format zstd, with levels from 1 to 22. */
public final class ZstdFormat implements ImageFormat {
    /** That of the command zstd. */
    private static final int USUAL_LEVEL = 3;

    /** The longest part that an image can have, in bytes: a frame, unless there is a longer one. */
    public static final long LONGEST_PART = 32 << 20;

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
        int magic = head.remaining() < 4
                ? 0
                : head.slice().order(ByteOrder.LITTLE_ENDIAN).getInt();
        return magic == 0xfd2fb528 || (magic & 0xfffffff0) == 0x184d2a50;
    }

    @Override
    public void create(ImageInput in, Recipe recipe, Storage out, Progress progress) throws IOException {
        throw new IOException("not yet");
    }

    @Override
    public SeekableImage open(Storage file, OpenMode mode) throws IOException {
        return open(file, mode, IndexCache.none());
    }

    @Override
    public SeekableImage open(Storage file, OpenMode mode, IndexCache index) throws IOException {
        throw new IOException("not yet " + longestFrame);
    }
}
