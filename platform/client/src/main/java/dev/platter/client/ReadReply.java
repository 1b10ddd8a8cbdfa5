// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A read that succeeded.
 *
 * @param data the bytes, from position to limit: a view of the buffer that was given
 * @param chunks the pieces in which the data came, in the order in which they came; together they cover the range that
 *     was asked for
 */
public record ReadReply(ByteBuffer data, List<Chunk> chunks) {
    /**
     * A piece of the answer.
     *
     * @param offset in the export, in bytes
     * @param length in bytes, at least 1
     * @param hole whether the server sent no data, but declared these bytes zero
     */
    public record Chunk(long offset, long length, boolean hole) {}

    /** Makes a reply. */
    public ReadReply {
        chunks = List.copyOf(chunks);
    }
}
