// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.api.HoleSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Reads and writes as a server does: in the middle of a direct buffer that also holds bytes of other requests. */
final class Bytes {
    private static final int MARGIN = 16;
    private static final byte OTHER_PEOPLES = (byte) 0xAA;

    private Bytes() {}

    static byte[] random(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static void write(Memory memory, long offset, byte[] bytes) throws IOException {
        ByteBuffer buffer = buffer(bytes.length);
        buffer.put(MARGIN, bytes);
        memory.write(buffer, offset);
    }

    static byte[] read(Memory memory, long offset, int length) throws IOException {
        return read(memory, offset, length, HoleSink.NONE);
    }

    static byte[] read(Memory memory, long offset, int length, HoleSink holes) throws IOException {
        ByteBuffer buffer = buffer(length);
        memory.read(buffer, offset, holes);
        byte[] bytes = new byte[length];
        buffer.clear().get(MARGIN, bytes);
        for (int i = 0; i < MARGIN; i++) {
            if (buffer.get(i) != OTHER_PEOPLES || buffer.get(MARGIN + length + i) != OTHER_PEOPLES) {
                throw new AssertionError("a read of " + length + " bytes at " + offset + " went beyond its range");
            }
        }
        return bytes;
    }

    private static ByteBuffer buffer(int length) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(MARGIN + length + MARGIN);
        for (int i = 0; i < MARGIN; i++) {
            buffer.put(i, OTHER_PEOPLES).put(MARGIN + length + i, OTHER_PEOPLES);
        }
        return buffer.limit(MARGIN + length).position(MARGIN);
    }
}
