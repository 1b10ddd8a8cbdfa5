// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * An open compressed image. Any number of threads may call it at a time. Nothing is closed behind it: who opened the
 * {@link Storage} closes that after the image.
 *
 * <p>From the first write on, the owner's mark is in the file until {@link #release}, so that a second writer is refused,
 * and so that the next one that opens the file after a crash mends the checksum.
 */
public interface SeekableImage extends Closeable {
    /** {@return the unpacked size, in bytes} */
    long size();

    /** {@return the regions that can be changed; none if the file was made by another program} */
    KeptRegions kept();

    /**
     * The part that has an offset. Parts do not overlap and have no gaps; the same offset always has the same part.
     *
     * @param offset less than {@link #size}
     * @throws IOException if the file cannot be read or is damaged before that place
     */
    Part partAt(long offset) throws IOException;

    /**
     * Unpacks a part that is not {@link Part.Kind#KEPT}.
     *
     * @param part as {@link #partAt} returned it
     * @param into takes its bytes; has exactly its length remaining, of any kind
     * @throws DamagedImageException if the bytes are damaged
     * @throws IOException if the file cannot be read
     */
    void unpack(Part part, ByteBuffer into) throws IOException;

    /**
     * Reads from a kept region. Sees every {@link #write} that has returned.
     *
     * @param into is filled
     * @param offset of the first byte; all bytes are in one kept region
     * @throws IOException if the file cannot be read
     */
    void readKept(ByteBuffer into, long offset) throws IOException;

    /**
     * Changes bytes of a kept region in place. The checksum in the file is right again after the next {@link #flush}.
     *
     * @param from the bytes, of any kind; its position does not matter afterwards
     * @param offset of the first byte
     * @throws NotKeptException if the bytes are not all in one kept region
     * @throws ImageInUseException if another process or another open image writes to the file
     * @throws IOException if the image was opened for reading, or cannot be written
     */
    void write(ByteBuffer from, long offset) throws IOException;

    /**
     * Makes the writes that have returned durable, and the checksum right.
     *
     * @throws IOException if that fails
     */
    void flush() throws IOException;

    /**
     * Looks at every byte of the file.
     *
     * @param threads how many look at a time
     * @param progress hears of it
     * @return what is damaged, in ascending order; empty if nothing is
     * @throws IOException if the file cannot be read
     */
    List<Damage> verify(int threads, Progress progress) throws IOException;

    /**
     * Computes the checksums anew from the kept regions, after these were changed by another program.
     *
     * @return a sentence for each change of the file; empty if all was right
     * @throws IOException if that fails, or the format has no way
     */
    List<String> repair() throws IOException;

    /**
     * The bytes to write, and where, for a change that is made by a {@link Journal}.
     *
     * @param from the new bytes
     * @param offset of the first one, in the image
     * @return the changes of the file, which are valid until another write
     * @throws NotKeptException if the bytes are not all in one kept region
     * @throws IOException if the file cannot be read
     */
    List<Change> plan(ByteBuffer from, long offset) throws IOException;

    /**
     * What {@code info} shows besides size and regions, such as the number of restart points, in their order.
     *
     * @return numbers and texts by name in lower case with dashes
     * @throws IOException if they cannot be found out
     */
    Map<String, Object> facts() throws IOException;

    /**
     * Flushes, and gives up the owner's mark until the next write.
     *
     * @throws IOException if that fails
     */
    void release() throws IOException;

    /** Releases the image for good. */
    @Override
    default void close() throws IOException {
        release();
    }
}
