// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** What is where no object is. */
final class Zeroes {
    private Zeroes() {}

    /** Fills a buffer up to its limit. */
    static void put(ByteBuffer into) {
        MemorySegment.ofBuffer(into).fill((byte) 0);
        into.position(into.limit());
    }
}
