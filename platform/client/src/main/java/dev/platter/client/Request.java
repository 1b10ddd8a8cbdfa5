// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.nbd.Commands;
import dev.platter.nbd.Magic;
import java.nio.ByteBuffer;

/**
 * A request without its payload.
 *
 * @param offset unsigned
 * @param length of the range; unsigned
 * @param headerLength the length in the header, which is the payload's if the flags say so; unsigned
 */
record Request(int command, int flags, long cookie, long offset, long length, long headerLength) {
    private static final long MAX_COMPACT_LENGTH = 0xffff_ffffL;

    Request(int command, int flags, long cookie, long offset, long length) {
        this(command, flags, cookie, offset, length, length);
    }

    /**
     * The header as it is sent.
     *
     * @throws IllegalArgumentException if the length does not fit into a compact header
     */
    ByteBuffer encode(ReplyStyle style) {
        ByteBuffer header = ByteBuffer.allocate(32);
        header.putInt((int) (style == ReplyStyle.EXTENDED ? Magic.EXTENDED_REQUEST : Magic.REQUEST));
        header.putShort((short) flags).putShort((short) command).putLong(cookie).putLong(offset);
        if (style == ReplyStyle.EXTENDED) {
            header.putLong(headerLength);
        } else if (headerLength >= 0 && headerLength <= MAX_COMPACT_LENGTH) {
            header.putInt((int) headerLength);
        } else {
            throw new IllegalArgumentException(Commands.nameOf(command) + " of " + Long.toUnsignedString(headerLength)
                    + " bytes does not fit into a request: without extended headers the most is " + MAX_COMPACT_LENGTH);
        }
        return header.flip();
    }

    /** Whether a range lies within this request's, which may be invalid on purpose. */
    boolean covers(long from, long size) {
        return Long.compareUnsigned(from, offset) >= 0
                && Long.compareUnsigned(from - offset, length) <= 0
                && Long.compareUnsigned(size, length - (from - offset)) <= 0;
    }

    @Override
    public String toString() {
        return Commands.nameOf(command) + " of " + Long.toUnsignedString(length) + " bytes at offset "
                + Long.toUnsignedString(offset);
    }
}
