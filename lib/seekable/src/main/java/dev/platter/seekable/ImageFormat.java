// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A compressed format. Without state. */
public interface ImageFormat {
    /** {@return the name that {@code --format} takes, such as {@code gzip}} */
    String name();

    /** {@return the level at which an image is compressed if nobody asks for another} */
    int usualLevel();

    /**
     * Whether a file is of this format.
     *
     * @param head the first bytes of the file, up to 64
     */
    boolean recognises(ByteBuffer head);

    /**
     * Compresses an image.
     *
     * @param in the image; not closed here
     * @param recipe how
     * @param out an empty file, which need not be synced here
     * @param progress hears of it, on the calling thread
     * @throws IllegalArgumentException if a kept region lies beyond the end of the image, or the level does not exist
     * @throws IOException if that fails; {@code out} has then any contents
     */
    void create(ImageInput in, Recipe recipe, Storage out, Progress progress) throws IOException;

    /**
     * Opens an image, made by {@link #create} or by any other program. A file of another program is opened only for
     * reading, and may have to be read as a whole here.
     *
     * @param file the compressed file; stays the caller's
     * @param mode what will be done
     * @return the image
     * @throws DamagedImageException if it is damaged so that nothing can be read
     * @throws ImageInUseException if another process writes to it
     * @throws IOException if it cannot be read
     */
    SeekableImage open(Storage file, OpenMode mode) throws IOException;

    /**
     * The same, with a place for what is found out by reading the whole file.
     *
     * @param file the compressed file; stays the caller's
     * @param mode what will be done
     * @param index where that is kept
     * @return the image
     * @throws IOException as {@link #open(Storage, OpenMode)} does
     */
    default SeekableImage open(Storage file, OpenMode mode, IndexCache index) throws IOException {
        return open(file, mode);
    }
}
