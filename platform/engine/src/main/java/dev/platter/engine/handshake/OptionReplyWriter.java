// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.api.Export;
import dev.platter.nbd.InfoTypes;
import dev.platter.nbd.Limits;
import dev.platter.nbd.Magic;
import dev.platter.nbd.OptionReplies;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the replies to one option. */
final class OptionReplyWriter {
    /** The number of zeroes that the protocol reserves and has never used. */
    private static final int RESERVED = 124;

    private final ByteBuf out;
    private final int option;

    OptionReplyWriter(ByteBuf out, int option) {
        this.out = out;
        this.option = option;
    }

    void ack() {
        header(OptionReplies.ACK, 0);
    }

    void error(int type, String sentence) {
        byte[] text = bytes(sentence);
        header(type, text.length);
        out.writeBytes(text);
    }

    void server(Export export) {
        byte[] name = bytes(export.name());
        byte[] description = bytes(export.description());
        header(OptionReplies.SERVER, Integer.BYTES + name.length + description.length);
        out.writeInt(name.length).writeBytes(name).writeBytes(description);
    }

    void metaContext(int id, String name) {
        byte[] text = bytes(name);
        header(OptionReplies.META_CONTEXT, Integer.BYTES + text.length);
        out.writeInt(id).writeBytes(text);
    }

    void exportInfo(long size, int flags) {
        header(OptionReplies.INFO, Short.BYTES + Long.BYTES + Short.BYTES);
        out.writeShort(InfoTypes.EXPORT).writeLong(size).writeShort(flags);
    }

    void textInfo(int type, String text) {
        byte[] content = bytes(text);
        header(OptionReplies.INFO, Short.BYTES + content.length);
        out.writeShort(type).writeBytes(content);
    }

    void blockSizeInfo(int minimum, int preferred, int maximum) {
        header(OptionReplies.INFO, Short.BYTES + 3 * Integer.BYTES);
        out.writeShort(InfoTypes.BLOCK_SIZE)
                .writeInt(minimum)
                .writeInt(preferred)
                .writeInt(maximum);
    }

    /** The reply to {@code NBD_OPT_EXPORT_NAME}, which has a format of its own. */
    void exportName(long size, int flags, boolean zeroes) {
        out.writeLong(size).writeShort(flags);
        if (zeroes) {
            out.writeZero(RESERVED);
        }
    }

    /** The whole handshake of a server without negotiation. */
    void oldstyle(long size, int flags) {
        out.writeLong(Magic.NBDMAGIC).writeLong(Magic.OLDSTYLE);
        out.writeLong(size).writeInt(flags).writeZero(RESERVED);
    }

    private void header(int type, int length) {
        out.writeLong(Magic.OPTION_REPLY).writeInt(option).writeInt(type).writeInt(length);
    }

    /** The text in UTF-8, shortened to the protocol's limit, but not within a character. */
    private static byte[] bytes(String text) {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(all.length, Limits.MAX_STRING);
        while (length < all.length && (all[length] & 0xc0) == 0x80) {
            length--;
        }
        return length == all.length ? all : Arrays.copyOf(all, length);
    }
}
