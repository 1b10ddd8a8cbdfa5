// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.engine.policy.ReplyStyle;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.Magic;
import io.netty.buffer.ByteBuf;

/**
 * The header of a request, taken apart. There is one for each connection, used again for each request, so that none is
 * made for a request. Belongs to the event loop.
 *
 * <p>With extended headers the length of a request is that of its payload if it has one, and of its effect if not; here
 * they are two, and the flag that tells them apart is gone where it had to be.
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

    /** How long a header is on the wire, in bytes. */
    int bytes() {
        return bytes;
    }

    /** What a header begins with. */
    int magic() {
        return magic;
    }

    /** Reads the header at an index, behind its magic. */
    void read(ByteBuf in, int at) {
        flags = in.getUnsignedShort(at + 4);
        command = in.getUnsignedShort(at + 6);
        cookie = in.getLong(at + 8);
        offset = in.getLong(at + 16);
        if (extended) {
            length = in.getLong(at + 24);
            boolean announced = (flags & CommandFlags.PAYLOAD_LEN) != 0;
            // A write has the flag too, says the protocol. QEMU 10 forgets it, and its payload comes all the same.
            payload = announced || command == Commands.WRITE ? length : 0;
            if (command == Commands.WRITE) {
                flags &= ~CommandFlags.PAYLOAD_LEN;
            }
        } else {
            length = in.getUnsignedInt(at + 24);
            payload = command == Commands.WRITE ? length : 0;
        }
    }

    /** Takes over what the payload of a block status says: how long its effect is. */
    void selects(long effect) {
        flags &= ~CommandFlags.PAYLOAD_LEN;
        length = effect;
    }

    boolean extended() {
        return extended;
    }

    /** The command flags; of a write without the one that announces its payload. */
    int flags() {
        return flags;
    }

    int command() {
        return command;
    }

    long cookie() {
        return cookie;
    }

    /** Unsigned. */
    long offset() {
        return offset;
    }

    /** Of the effect or, of what has a payload, of the payload, in bytes; unsigned. */
    long length() {
        return length;
    }

    /** How many bytes follow the header; unsigned. */
    long payload() {
        return payload;
    }
}
