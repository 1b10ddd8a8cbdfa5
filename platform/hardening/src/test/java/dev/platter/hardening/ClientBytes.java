// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import dev.platter.nbd.Magic;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Builds the bytes that a client sends, valid or not. */
final class ClientBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ClientBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** Adds bytes that are written as hexadecimal digits; spaces are ignored. */
    ClientBytes hex(String digits) {
        return raw(HexFormat.of().parseHex(digits.replace(" ", "")));
    }

    ClientBytes u16(int value) {
        return raw(ByteBuffer.allocate(Short.BYTES).putShort((short) value).array());
    }

    ClientBytes u32(long value) {
        return raw(ByteBuffer.allocate(Integer.BYTES).putInt((int) value).array());
    }

    ClientBytes u64(long value) {
        return raw(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    /** Adds a string, preceded by its length. */
    ClientBytes string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return u32(bytes.length).raw(bytes);
    }

    ClientBytes clientFlags(int flags) {
        return u32(flags);
    }

    ClientBytes option(int option, byte[] data) {
        return u64(Magic.IHAVEOPT).u32(option).u32(data.length).raw(data);
    }

    ClientBytes option(int option, ClientBytes data) {
        return option(option, data.bytes());
    }

    ClientBytes option(int option) {
        return option(option, new byte[0]);
    }

    ClientBytes request(int command, int flags, long cookie, long offset, long length) {
        return u32(Magic.REQUEST)
                .u16(flags)
                .u16(command)
                .u64(cookie)
                .u64(offset)
                .u32(length);
    }

    ClientBytes extendedRequest(int command, int flags, long cookie, long offset, long length) {
        return u32(Magic.EXTENDED_REQUEST)
                .u16(flags)
                .u16(command)
                .u64(cookie)
                .u64(offset)
                .u64(length);
    }

    /** Adds a payload whose bytes all have one value, which is not 0. */
    ClientBytes payload(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return raw(bytes);
    }

    /** The data of INFO and GO. */
    static ClientBytes info(String name, int... types) {
        ClientBytes data = new ClientBytes().string(name).u16(types.length);
        for (int type : types) {
            data.u16(type);
        }
        return data;
    }

    /** The data of LIST_META_CONTEXT and SET_META_CONTEXT. */
    static ClientBytes contexts(String name, String... queries) {
        ClientBytes data = new ClientBytes().string(name).u32(queries.length);
        for (String query : queries) {
            data.string(query);
        }
        return data;
    }

    int size() {
        return out.size();
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
