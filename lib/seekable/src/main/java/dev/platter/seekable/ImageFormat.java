// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import java.io.IOException;

/** A compressed format in which images are made. Its name is what {@code --format} takes. */
public interface ImageFormat extends ReadableFormat {
    /** {@return the level at which an image is compressed if nobody asks for another} */
    int usualLevel();

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
}
