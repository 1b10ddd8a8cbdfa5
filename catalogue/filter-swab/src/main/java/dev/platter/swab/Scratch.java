// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.swab;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Buffers for the words of writes, of which some are kept. Any thread may call it. */
final class Scratch {
    private static final int SIZE = 256 * 1024;
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
