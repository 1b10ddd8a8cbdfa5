// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The uncompressed image that is compressed, read once from its beginning to its end, by one thread. */
public interface ImageInput extends Closeable {
    /**
     * How many bytes from here on are known to be zeroes without being read. They can be {@link #skip skipped} or read.
     *
     * @return a length in bytes, 0 if nothing is known
     * @throws IOException if it cannot be found out
     */
    long hole() throws IOException;

    /**
     * Goes on behind a part of a hole.
     *
     * @param length in bytes, at most {@link #hole}
     * @throws IOException if that fails
     */
    void skip(long length) throws IOException;

    /**
     * Reads the next bytes.
     *
     * @param into is filled from its position to its limit; only at the end of the image it is not filled
     * @throws IOException if that fails
     */
    void read(ByteBuffer into) throws IOException;
}
