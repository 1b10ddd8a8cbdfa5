// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Builds a message field by field. */
final class Bytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream data = new DataOutputStream(bytes);

    private interface Writing {
        void write() throws IOException;
    }

    private Bytes write(Writing writing) {
        try {
            writing.write();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Bytes u16(int value) {
        return write(() -> data.writeShort(value));
    }

    Bytes u32(long value) {
        return write(() -> data.writeInt((int) value));
    }

    Bytes u64(long value) {
        return write(() -> data.writeLong(value));
    }

    Bytes text(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    Bytes raw(byte... octets) {
        return write(() -> data.write(octets));
    }

    Bytes zeroes(int count) {
        return raw(new byte[count]);
    }

    byte[] array() {
        return bytes.toByteArray();
    }
}
