// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.engine.policy.ReplyStyle;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.Magic;
import io.netty.buffer.ByteBuf;

/**
 * The parsed header of a request. Each connection has one, which is reused for each request, so nothing is allocated
 * per request. Used on the event loop.
 *
 * <p>With extended headers, the length of a request is the length of its payload if it has one, otherwise the length of
 * its effect. Here these are two fields, and the flag that distinguishes them is removed where the protocol requires it
 * to be set.
 */
final class RequestHeader {
    private static final int COMPACT = 28;
    private static final int EXTENDED = 32;

    private final boolean extended;
    private final int bytes;
    private final int magic;
    private int flags;
    private int command;
    private long cookie;
    private long offset;
    private long length;
    private long payload;

    RequestHeader(ReplyStyle style) {
        extended = style == ReplyStyle.EXTENDED;
        bytes = extended ? EXTENDED : COMPACT;
        magic = (int) (extended ? Magic.EXTENDED_REQUEST : Magic.REQUEST);
    }

    /** The length of a header on the wire, in bytes. */
    int bytes() {
        return bytes;
    }

    /** The magic number that a header begins with. */
    int magic() {
        return magic;
    }

    /** Reads the header at an index; its magic is not checked here. */
    void read(ByteBuf in, int at) {
        flags = in.getUnsignedShort(at + 4);
        command = in.getUnsignedShort(at + 6);
        cookie = in.getLong(at + 8);
        offset = in.getLong(at + 16);
        if (extended) {
            length = in.getLong(at + 24);
            boolean announced = (flags & CommandFlags.PAYLOAD_LEN) != 0;
            // The protocol requires the flag for a write too. QEMU 10 omits it, and sends the payload all the same.
            payload = announced || command == Commands.WRITE ? length : 0;
            if (command == Commands.WRITE) {
                flags &= ~CommandFlags.PAYLOAD_LEN;
            }
        } else {
            length = in.getUnsignedInt(at + 24);
            payload = command == Commands.WRITE ? length : 0;
        }
    }

    /** Sets the length of the effect, which is in the payload of a block status. */
    void selects(long effect) {
        flags &= ~CommandFlags.PAYLOAD_LEN;
        length = effect;
    }

    boolean extended() {
        return extended;
    }

    /** Whether the data of a read must be in one chunk. */
    boolean wantsOneChunk() {
        return (flags & CommandFlags.DF) != 0;
    }

    /** The command flags; for a write without the flag that announces its payload. */
    int flags() {
        return flags;
    }

    int command() {
        return command;
    }

    long cookie() {
        return cookie;
    }

    /** The offset, unsigned. */
    long offset() {
        return offset;
    }

    /** The length of the effect, or of the payload if there is one, in bytes; unsigned. */
    long length() {
        return length;
    }

    /** The number of bytes that follow the header; unsigned. */
    long payload() {
        return payload;
    }
}
