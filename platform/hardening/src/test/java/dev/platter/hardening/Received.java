// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the bytes that a server has sent, from the front; fails if they end in the middle of a value. */
final class Received {
    private final ByteBuffer bytes;

    Received(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    boolean isEmpty() {
        return !bytes.hasRemaining();
    }

    int left() {
        return bytes.remaining();
    }

    int u16(String what) {
        need(Short.BYTES, what);
        return bytes.getShort() & 0xffff;
    }

    int s32(String what) {
        need(Integer.BYTES, what);
        return bytes.getInt();
    }

    long u32(String what) {
        return s32(what) & 0xffff_ffffL;
    }

    long s64(String what) {
        need(Long.BYTES, what);
        return bytes.getLong();
    }

    byte[] bytes(long length, String what) {
        need(length, what);
        byte[] taken = new byte[(int) length];
        bytes.get(taken);
        return taken;
    }

    /** Takes the next bytes, which are then read on their own. */
    Received part(long length, String what) {
        return new Received(bytes(length, what));
    }

    /** Reads a text, which must not be longer than the protocol allows. */
    void text(long length, String what) {
        Judgement.require(length <= 4096, () -> what + " has " + length + " bytes");
        byte[] text = bytes(length, what);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new AssertionError(what + " is not UTF-8", e);
        }
    }

    private void need(long length, String what) {
        Judgement.require(
                length >= 0 && length <= bytes.remaining(),
                () -> "the server's bytes end in " + what + ": " + bytes.remaining() + " of " + length + " are there");
    }
}
