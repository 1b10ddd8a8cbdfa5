// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.lzip;

import java.nio.ByteBuffer;

/**
 * What stands around the LZMA stream of a member. All numbers are little-endian.
 *
 * <pre>
 *   "LZIP"  version  dictionary   LZMA stream   CRC-32 of the data   length of the data   length of the member
 *      4       1         1                               4                    8                    8
 * </pre>
 */
final class Member {
    static final int HEADER = 6;
    static final int TRAILER = 20;

    /** An empty member has this length: its stream begins with five bytes, and its end takes some more. */
    static final int SHORTEST = HEADER + 10 + TRAILER;

    /** The only one, apart from one of 2008 whose members do not say how long they are. */
    static final int VERSION = 1;

    /** The first bytes of a member. */
    static final byte[] MAGIC = {'L', 'Z', 'I', 'P'};

    private static final int SMALLEST_DICTIONARY_LOG = 12;
    private static final int LARGEST_DICTIONARY_LOG = 29;
    private static final int SIXTEENTHS_SHIFT = 5;

    private Member() {}

    /** Whether a file, or a member of any version, begins so. */
    static boolean begins(ByteBuffer head) {
        return head.remaining() >= HEADER
                && head.slice(head.position(), MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
    }

    /** The version of a member, from its header. */
    static int version(ByteBuffer header) {
        return header.get(header.position() + 4) & 0xff;
    }

    /** The size of the dictionary in bytes, or -1 if there is no such size. */
    static int dictionary(ByteBuffer header) {
        int coded = header.get(header.position() + 5) & 0xff;
        int log = coded & (1 << SIXTEENTHS_SHIFT) - 1;
        if (log < SMALLEST_DICTIONARY_LOG || log > LARGEST_DICTIONARY_LOG) {
            return -1;
        }
        int size = (1 << log) - (coded >> SIXTEENTHS_SHIFT) * (1 << (log - 4));
        return size < 1 << SMALLEST_DICTIONARY_LOG ? -1 : size;
    }
}
