// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.nbd.Limits;
import dev.platter.nbd.OptionReplies;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the data of an option; its exceptions say precisely what is wrong with the data. */
final class OptionData {
    private final ByteBuf data;

    OptionData(ByteBuf data) {
        this.data = data;
    }

    /** The number of bytes that are left. */
    int length() {
        return data.readableBytes();
    }

    int shortNumber(String what) throws OptionReplyException {
        need(Short.BYTES, what);
        return data.readUnsignedShort();
    }

    long number(String what) throws OptionReplyException {
        need(Integer.BYTES, what);
        return data.readUnsignedInt();
    }

    /** A UTF-8 string that is preceded by its length. */
    String string(String what) throws OptionReplyException {
        long length = number("the length of " + what);
        if (length > Limits.MAX_STRING) {
            throw invalid(what + " has " + length + " bytes; the protocol allows " + Limits.MAX_STRING);
        }
        need((int) length, what);
        return text((int) length, what);
    }

    /** All bytes that are left, as a name: the format of {@code NBD_OPT_EXPORT_NAME}. */
    String restAsName() throws OptionReplyException {
        if (data.readableBytes() > Limits.MAX_STRING) {
            throw invalid("the export's name has " + data.readableBytes() + " bytes; the protocol allows "
                    + Limits.MAX_STRING);
        }
        return text(data.readableBytes(), "the export's name");
    }

    void end() throws OptionReplyException {
        if (data.isReadable()) {
            throw invalid(data.readableBytes() + " bytes too many");
        }
    }

    private String text(int length, String what) throws OptionReplyException {
        ByteBuffer bytes = data.readSlice(length).nioBuffer();
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            if (text.indexOf('\0') >= 0) {
                throw invalid(what + " has a NUL in it");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw invalid(what + " is not UTF-8");
        }
    }

    private void need(int bytes, String what) throws OptionReplyException {
        if (data.readableBytes() < bytes) {
            throw invalid("it ends before " + what + ": " + data.readableBytes() + " bytes are left, " + bytes
                    + " are needed");
        }
    }

    private static OptionReplyException invalid(String message) {
        return new OptionReplyException(OptionReplies.ERR_INVALID, message);
    }
}
