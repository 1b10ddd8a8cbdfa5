// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import java.nio.ByteBuffer;

/** Zeroes to copy from: every other way to fill a buffer allocates an object. */
final class Zeroes {
    /** Small enough to stay in a core's cache. */
    private static final int SIZE = 32 * 1024;

    private static final ByteBuffer SOURCE = ByteBuffer.allocateDirect(SIZE).asReadOnlyBuffer();

    private Zeroes() {}

    /** Whether {@code length} bytes from {@code index} are zero. Other bytes are mostly found at once. */
    static boolean are(ByteBuffer buffer, int index, int length) {
        int at = index;
        int end = index + length;
        while (at + Long.BYTES <= end) {
            if (buffer.getLong(at) != 0) {
                return false;
            }
            at += Long.BYTES;
        }
        while (at < end) {
            if (buffer.get(at) != 0) {
                return false;
            }
            at++;
        }
        return true;
    }

    /** Fills {@code length} bytes from {@code index}, leaving position and limit alone. */
    static void fill(ByteBuffer buffer, int index, int length) {
        int at = index;
        int end = index + length;
        while (at < end) {
            int part = Math.min(SIZE, end - at);
            buffer.put(at, SOURCE, 0, part);
            at += part;
        }
    }
}
