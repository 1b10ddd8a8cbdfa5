// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Frames of zeroes, each made once. Long holes are the same one again and again. */
final class ZeroFrames {
    /** The longest that are made, in bytes of the image. */
    static final int LONGEST = 1 << 20;

    private final Map<Integer, ByteBuffer> made = new ConcurrentHashMap<>();

    /** The frame, which nobody moves. */
    ByteBuffer of(int length) {
        return made.computeIfAbsent(length, RawFrame::zeroes).duplicate();
    }
}
