// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has received and not parsed: the beginning of a request whose rest is to come, or requests that have
 * to wait. It holds memory only while there is something. Belongs to the event loop.
 */
final class UnparsedInput {
    private @Nullable ByteBuf bytes;

    /** Keeps a copy of what is readable. Only while there is nothing else. */
    void keep(ByteBuf in) {
        ByteBuf rest = PooledByteBufAllocator.DEFAULT.directBuffer(in.readableBytes());
        rest.writeBytes(in, in.readerIndex(), in.readableBytes());
        bytes = rest;
    }

    int length() {
        return bytes == null ? 0 : bytes.readableBytes();
    }

    /** Writes it to where the next read will follow; it is kept until {@link #drop}, since that read may bring nothing. */
    void copyTo(ByteBuf out) {
        if (bytes != null) {
            out.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
        }
    }

    void drop() {
        if (bytes != null) {
            bytes.release();
            bytes = null;
        }
    }
}
