// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.spread;

import java.nio.ByteBuffer;

/** Makes other bytes of bytes, as many. Unless there is another one for writes, the same transformation undoes what it has done. */
@FunctionalInterface
public interface Transformation {
    /**
     * Transforms a range. Several threads call it at a time, with other ranges. Must not throw.
     *
     * @param from has the bytes; big-endian, its position does not matter
     * @param fromIndex where they begin in it
     * @param to takes the transformed bytes; big-endian, perhaps the same buffer with the same index
     * @param toIndex where they begin in it
     * @param length how many there are
     * @param offset where they are on the disk, in bytes; it differs from those of other parts of the same request by
     *     multiples of 64, or of a unit if one was given
     */
    void transform(ByteBuffer from, int fromIndex, ByteBuffer to, int toIndex, int length, long offset);
}
