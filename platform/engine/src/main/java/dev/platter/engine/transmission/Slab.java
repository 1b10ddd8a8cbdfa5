// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A large direct buffer in two forms: Netty's for the socket, the JDK's for the disk. Both views of the same memory are
 * made once, so nothing is allocated per request.
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

    /** A range of the memory, for a disk, big-endian, as disks may rely on; valid until the next call. */
    ByteBuffer window(int from, int to) {
        return window.limit(to).position(from).order(ByteOrder.BIG_ENDIAN);
    }

    /** Releases the owner's reference. */
    void release() {
        bytes.release();
    }

    /** Whether only its owner has a reference. */
    boolean isIdle() {
        return bytes.refCnt() == 1;
    }
}
