// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import dev.platter.seekable.DamagedImageException;
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
import java.util.Optional;

/** gzip. */
public final class GzipFormat implements ImageFormat {
    private static final int LOWEST_LEVEL = 1;
    private static final int USUAL_LEVEL = 6;
    private static final int HIGHEST_LEVEL = 9;

    /** Without state, and so is every instance. */
    public GzipFormat() {}

    @Override
    public String name() {
        return "gzip";
    }

    @Override
    public int usualLevel() {
        return USUAL_LEVEL;
    }

    @Override
    public boolean recognises(ByteBuffer head) {
        return head.remaining() > 1
                && head.get(head.position()) == 0x1f
                && head.get(head.position() + 1) == (byte) 0x8b;
    }

    @Override
    public void create(ImageInput in, Recipe recipe, Storage out, Progress progress) throws IOException {
        if (recipe.level() < LOWEST_LEVEL || recipe.level() > HIGHEST_LEVEL) {
            throw new IllegalArgumentException("gzip has no level " + recipe.level() + ": the levels are "
                    + LOWEST_LEVEL + " to " + HIGHEST_LEVEL);
        }
        new GzipCreator(in, recipe, out, progress).run();
    }

    @Override
    public SeekableImage open(Storage file, OpenMode mode) throws IOException {
        return open(file, mode, IndexCache.none());
    }

    @Override
    public SeekableImage open(Storage file, OpenMode mode, IndexCache cache) throws IOException {
        Optional<Description> description = Description.read(file);
        if (description.isPresent()) {
            return MadeImage.open(file, description.get(), mode);
        }
        boolean ours = Description.isDamaged(file);
        try {
            IndexCodec codec = IndexCodec.of(file);
            Optional<ForeignIndex> kept = cache.read().flatMap(codec::decode);
            if (kept.isPresent()) {
                return new ForeignImage(file, kept.get(), false, ours);
            }
            ForeignIndex index = ForeignIndex.build(file, Progress.NONE);
            codec.encode(index).ifPresent(cache::write);
            return new ForeignImage(file, index, true, ours);
        } catch (DamagedImageException e) {
            throw ours ? new DamagedImageException(0, "the header is damaged, and so " + e.getMessage()) : e;
        }
    }
}
