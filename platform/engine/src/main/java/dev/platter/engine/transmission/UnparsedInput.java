// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a connection has received and not parsed: the beginning of an unfinished request, or requests that
 * have to wait. It holds memory only while there are such bytes. Used on the event loop.
 */
final class UnparsedInput {
    private @Nullable ByteBuf bytes;

    /** Keeps a copy of the readable bytes. Only when nothing is kept yet. */
    void keep(ByteBuf in) {
        ByteBuf rest = PooledByteBufAllocator.DEFAULT.directBuffer(in.readableBytes());
        rest.writeBytes(in, in.readerIndex(), in.readableBytes());
        bytes = rest;
    }

    int length() {
        return bytes == null ? 0 : bytes.readableBytes();
    }

    /**
     * Copies the bytes to where the next read will follow; they are kept until {@link #drop}, since that read may bring
     * nothing.
     */
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
