// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.blocks;

import java.nio.ByteBuffer;

/**
 * Where the bytes of a block are that is not compressed: in chunks, each behind a few bytes that say so. All is counted from the
 * beginning of the block.
 *
 * <pre>
 *   header | chunk's header | chunk | chunk's header | chunk | … | check
 * </pre>
 *
 * @param length how many bytes of the image it has
 * @param header the length of what is before the first chunk's header
 * @param chunkHeader the length of a chunk's header
 * @param chunk the length of all chunks but the last, which may be shorter
 * @param checkAt where the check is
 * @param fileLength how long the block is in the file
 */
public record KeptLayout(int length, int header, int chunkHeader, int chunk, int checkAt, int fileLength) {
    /** A check is computed over a block: a shorter block is mended sooner, and a longer one costs less room. */
    public static final int LONGEST = 1 << 20;

    /**
     * Where a byte is.
     *
     * @param at its number in the block
     */
    public int positionOf(int at) {
        return header + chunkHeader * (at / chunk + 1) + at;
    }

    /**
     * How many bytes lie behind each other.
     *
     * @param at the number of the first one
     */
    public int contiguous(int at) {
        return Math.min(chunk - at % chunk, length - at);
    }

    /**
     * Takes the bytes of the image out of a block.
     *
     * @param block begins at index 0, whatever its position
     * @return its bytes
     */
    public ByteBuffer decode(ByteBuffer block) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (int at = 0; at < length; at += contiguous(at)) {
            bytes.put(block.slice(positionOf(at), contiguous(at)));
        }
        return bytes.flip();
    }
}
