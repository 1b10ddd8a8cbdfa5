// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.qcow2;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Where a frame of zstd ends (RFC 8878, section 3.1.1), which the library must be told. */
final class ZstdFrame {
    private static final int MAGIC = 0xfd2fb528;
    private static final int SINGLE_SEGMENT = 1 << 5;
    private static final int CHECKSUM = 1 << 2;
    private static final int[] DICTIONARY_LENGTHS = {0, 1, 2, 4};
    private static final int[] SIZE_LENGTHS = {0, 2, 4, 8};
    private static final int BLOCK_HEADER = 3;
    private static final int RLE = 1;

    private ZstdFrame() {}

    /**
     * The length of a frame.
     *
     * @param bytes begin with it
     * @return in bytes; -1 if it is none, or longer than the bytes
     */
    static int length(ByteBuffer bytes) {
        ByteBuffer in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (in.limit() < Integer.BYTES + 1 || in.getInt(0) != MAGIC) {
            return -1;
        }
        int descriptor = in.get(Integer.BYTES);
        boolean single = (descriptor & SINGLE_SEGMENT) != 0;
        int size = descriptor >> 6 & 3;
        // Without a size, a single segment has one of a byte; without a single segment, there is a byte for the window.
        int at = Integer.BYTES + 1 + DICTIONARY_LENGTHS[descriptor & 3] + SIZE_LENGTHS[size];
        at += single && size > 0 ? 0 : 1;
        boolean last = false;
        while (!last) {
            if (in.limit() - at < BLOCK_HEADER) {
                return -1;
            }
            int block = (in.getShort(at) & 0xffff) | (in.get(at + 2) & 0xff) << 16;
            last = (block & 1) != 0;
            at += BLOCK_HEADER + ((block >> 1 & 3) == RLE ? 1 : block >> 3);
        }
        at += (descriptor & CHECKSUM) != 0 ? Integer.BYTES : 0;
        return at <= in.limit() ? at : -1;
    }
}
