// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.spread;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Buffers for the bytes of writes, of which some are kept, since making one takes longer than using it. Any thread may call it. */
final class Scratch {
    static final int SIZE = 256 * 1024;

    private static final int MOST_KEPT = 16;

    private final ArrayDeque<ByteBuffer> kept = new ArrayDeque<>();

    ByteBuffer take() {
        ByteBuffer buffer;
        synchronized (this) {
            buffer = kept.pollFirst();
        }
        return buffer == null ? ByteBuffer.allocateDirect(SIZE) : buffer;
    }

    synchronized void giveBack(ByteBuffer buffer) {
        if (kept.size() < MOST_KEPT) {
            kept.addFirst(buffer);
        }
    }
}
