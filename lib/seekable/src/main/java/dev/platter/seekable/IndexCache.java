// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a format keeps what cost it much to find out about a file, for the next time. Nothing is lost with it, so a
 * cache that cannot be read or written is as good as none.
 */
public final class IndexCache {
    private final Optional<Path> path;

    private IndexCache(Optional<Path> path) {
        this.path = path;
    }

    /** {@return a cache that keeps nothing} */
    public static IndexCache none() {
        return new IndexCache(Optional.empty());
    }

    /**
     * A file.
     *
     * @param path need not exist
     * @return the cache
     */
    public static IndexCache at(Path path) {
        return new IndexCache(Optional.of(path));
    }

    /**
     * The file beside an image.
     *
     * @param image the compressed file
     * @return its cache
     */
    public static IndexCache of(Path image) {
        return at(image.resolveSibling(image.getFileName() + ".platter-index"));
    }

    /** {@return what was written last, perhaps for another file} */
    public Optional<ByteBuffer> read() {
        if (path.isEmpty() || !Files.isRegularFile(path.get())) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(path.get())) {
            return Optional.of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Keeps something in place of what was there.
     *
     * @param index from position to limit
     */
    public void write(ByteBuffer index) {
        if (path.isEmpty()) {
            return;
        }
        try (OutputFile out = new OutputFile(path.get())) {
            out.storage().write(index.duplicate(), 0);
            out.commit();
        } catch (IOException e) {
            // The folder may be somebody else's.
            return;
        }
    }
}
