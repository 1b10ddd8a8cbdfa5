// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.bzip2;

import java.util.ArrayDeque;

/** Decoders that nobody uses at the moment. A decoder has some megabytes, so they are used again. */
final class Decoders {
    /** As many threads as may unpack at a time without making decoders anew. */
    private static final int KEPT = 16;

    private final ArrayDeque<BlockDecoder> free = new ArrayDeque<>();

    BlockDecoder take() {
        synchronized (free) {
            BlockDecoder decoder = free.poll();
            if (decoder != null) {
                return decoder;
            }
        }
        return new BlockDecoder();
    }

    void give(BlockDecoder decoder) {
        synchronized (free) {
            if (free.size() < KEPT) {
                free.push(decoder);
            }
        }
    }
}
