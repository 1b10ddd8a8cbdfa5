// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tar;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A header of a tar file: a block of 512 bytes, in the forms that pax of POSIX.1-2001 ("ustar interchange format") and GNU tar
 * ("Basic Tar Format" in its manual) describe.
 *
 * <pre>
 *   name    mode ... size    mtime  checksum  type   link   magic  ...  prefix
 *   0-99    100      124-135        148-155   156    157    257         345-499
 * </pre>
 *
 * @param name with its prefix
 * @param type one of the letters and digits that POSIX and GNU tar have
 * @param size how many bytes follow; not negative
 * @param link what a link leads to
 */
record TarHeader(String name, char type, long size, String link) {
    /** The length of a header, and what all lengths are rounded up to. */
    static final int BLOCK = 512;

    private static final int NAME_LENGTH = 100;
    private static final int SIZE = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_LENGTH = 8;
    private static final int TYPE = 156;
    private static final int LINK = 157;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;

    /** GNU tar has other fields than a prefix behind its own magic, which ends with two spaces. */
    private static final byte[] POSIX = "ustar\0".getBytes(StandardCharsets.US_ASCII);

    /**
     * Reads a header.
     *
     * @param block 512 bytes
     * @param position of the header, for messages
     * @throws DiskException if it is none, or its size does not fit into 63 bits
     */
    static TarHeader of(ByteBuffer block, long position) throws DiskException {
        if (!hasChecksum(block)) {
            throw damaged(position, "its checksum is wrong");
        }
        String name = text(block, 0, NAME_LENGTH);
        if (block.slice(MAGIC, POSIX.length).equals(ByteBuffer.wrap(POSIX))) {
            String prefix = text(block, PREFIX, PREFIX_LENGTH);
            name = prefix.isEmpty() ? name : prefix + "/" + name;
        }
        char type = (char) (block.get(TYPE) & 0xff);
        long size = number(block, SIZE, SIZE_LENGTH);
        if (size < 0) {
            throw damaged(position, "the size of '" + name + "' in it is not a number from 0 to 2^63-1");
        }
        return new TarHeader(name, type, size, text(block, LINK, NAME_LENGTH));
    }

    private static DiskException damaged(long position, String what) {
        return new DiskException(
                NbdError.EINVAL, "the header at byte " + position + " of the tar file is damaged: " + what);
    }

    /** Whether the sum of all bytes is the one that the header has. */
    static boolean hasChecksum(ByteBuffer block) {
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            byte value = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_LENGTH ? (byte) ' ' : block.get(i);
            unsigned += value & 0xff;
            signed += value;
        }
        long sum = number(block, CHECKSUM, CHECKSUM_LENGTH);
        // Some old programs have added signed bytes.
        return sum == unsigned || sum == signed;
    }

    /** A number: octal digits, or GNU tar's binary form for large ones, whose first bit is set. -1 if it is neither. */
    private static long number(ByteBuffer block, int at, int length) {
        return (block.get(at) & 0x80) != 0
                ? binary(block, at, length)
                : octal(text(block, at, length).strip());
    }

    private static long binary(ByteBuffer block, int at, int length) {
        long value = block.get(at) & 0x7f;
        for (int i = at + 1; i < at + length; i++) {
            if (value > Long.MAX_VALUE >> Byte.SIZE) {
                return -1;
            }
            value = value << Byte.SIZE | (block.get(i) & 0xff);
        }
        return value;
    }

    private static long octal(String digits) {
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            if (digit < '0' || digit > '7') {
                return -1;
            }
            value = value << 3 | (digit - '0');
        }
        return value;
    }

    /** A text that ends with its field or a zero byte. */
    private static String text(ByteBuffer block, int at, int length) {
        byte[] bytes = new byte[length];
        block.get(at, bytes);
        return text(bytes);
    }

    /** A text that ends with an array or a zero byte. */
    static String text(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
