// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A large direct buffer in both of its shapes: Netty's for the socket, the JDK's for the disk. The two views of the
 * same memory are made once, so that none is made for a request.
 */
final class Slab {
    private final ByteBuf bytes;
    private final ByteBuffer window;

    Slab(int capacity) {
        bytes = Unpooled.directBuffer(capacity, capacity);
        window = bytes.nioBuffer(0, capacity);
    }

    ByteBuf bytes() {
        return bytes;
    }

    /** The memory from one index to another, for a disk, in the order that it may rely on; valid until the next call. */
    ByteBuffer window(int from, int to) {
        return window.limit(to).position(from).order(ByteOrder.BIG_ENDIAN);
    }

    /** Drops its owner's reference. */
    void release() {
        bytes.release();
    }

    /** Whether only its owner refers to it. */
    boolean isIdle() {
        return bytes.refCnt() == 1;
    }
}
