// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A compressed format that is read. Without state. */
public interface ReadableFormat {
    /** {@return its name, such as {@code gzip}} */
    String name();

    /** {@return what a file of this format is, such as {@code compressed with gzip}} */
    default String description() {
        return "compressed with " + name();
    }

    /**
     * Whether a file is of this format.
     *
     * @param head the first bytes of the file, up to 64
     */
    boolean recognises(ByteBuffer head);

    /**
     * Opens an image of any program. A file of another program than platter-gzip is opened only for reading, and may have to
     * be read as a whole here.
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
