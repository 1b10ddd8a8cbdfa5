// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes tar files, also such as no program makes. */
final class Tars {
    private static final int BLOCK = 512;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A header as GNU tar writes it. */
    static byte[] header(String name, char type, long size) {
        return header(name, type, String.format("%011o", size).getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] header(String name, char type, byte[] size) {
        byte[] block = new byte[BLOCK];
        put(block, 0, name);
        put(block, 100, "0000644");
        System.arraycopy(size, 0, block, 124, size.length);
        block[156] = (byte) type;
        put(block, 157, "some/target");
        put(block, 257, "ustar  ");
        return summed(block);
    }

    /** The same header with the checksum that it should have. */
    static byte[] summed(byte[] block) {
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte value : block) {
            sum += value & 0xff;
        }
        put(block, 148, String.format("%06o\0", sum));
        return block;
    }

    static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    /** A record of a pax header. */
    static String record(String key, String value) {
        int length = key.length() + value.length() + 3;
        int digits =
                Integer.toString(length + Integer.toString(length).length()).length();
        return length + digits + " " + key + "=" + value + "\n";
    }

    Tars raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    Tars entry(String name, char type, byte[] contents) {
        raw(header(name, type, contents.length)).raw(contents);
        return raw(new byte[-contents.length & (BLOCK - 1)]);
    }

    Tars file(String name, byte[] contents) {
        return entry(name, '0', contents);
    }

    Tars text(String name, char type, String contents) {
        return entry(name, type, contents.getBytes(StandardCharsets.UTF_8));
    }

    byte[] end() {
        return raw(new byte[2 * BLOCK]).bytes();
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
