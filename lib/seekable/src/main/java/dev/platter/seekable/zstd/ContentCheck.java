// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import dev.platter.seekable.blocks.BlockCheck;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The checksum behind a frame: the lower half of the XXH64 of its content. It is not linear, so a change hashes a frame anew. */
record ContentCheck() implements BlockCheck {
    static final int LENGTH = Integer.BYTES;

    @Override
    public int length() {
        return LENGTH;
    }

    @Override
    public ByteBuffer of(ByteBuffer bytes) {
        return ByteBuffer.allocate(LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) Xxh64.of(bytes))
                .flip();
    }

    @Override
    public String toString() {
        return "xxh64";
    }
}
