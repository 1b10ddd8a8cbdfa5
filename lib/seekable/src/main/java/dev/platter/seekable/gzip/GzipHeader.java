// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/**
 * The header of a gzip member, RFC 1952.
 *
 * @param length how many bytes of the file it takes
 */
record GzipHeader(long length) {
    static final int MAGIC = 0x8b1f;
    static final int DEFLATE = 8;
    static final int FHCRC = 2;
    static final int FEXTRA = 4;
    static final int FNAME = 8;
    static final int FCOMMENT = 16;
    static final int FIXED = 10;

    /** A longer name or comment is taken for damage: it must not fill the memory. */
    private static final int LONGEST = 1 << 20;

    /** Whether a header begins at a position, which may be beyond the end of the file. */
    static boolean isAt(Storage file, long position) throws IOException {
        if (file.size() - position < FIXED) {
            return false;
        }
        ByteBuffer head = read(file, position, 3);
        return head.getShort(0) == (short) MAGIC && head.get(2) == DEFLATE;
    }

    static GzipHeader read(Storage file, long position) throws IOException {
        if (file.size() - position < FIXED) {
            throw new DamagedImageException(position, "the file ends within the header of a gzip member");
        }
        ByteBuffer bytes = read(file, position, (int) Math.min(LONGEST, file.size() - position));
        if (bytes.getShort(0) != (short) MAGIC) {
            throw new DamagedImageException(position, "no gzip member begins here");
        }
        if (bytes.get(2) != DEFLATE) {
            throw new DamagedImageException(
                    position + 2,
                    "the compression method is " + (bytes.get(2) & 0xff) + ", and only 8, deflate, is known");
        }
        int flags = bytes.get(3);
        if ((flags & 0xe0) != 0) {
            throw new DamagedImageException(position + 3, "reserved flags are set");
        }
        try {
            bytes.position(FIXED);
            if ((flags & FEXTRA) != 0) {
                int length = bytes.getShort() & 0xffff;
                bytes.position(bytes.position() + length);
            }
            for (int field : new int[] {FNAME, FCOMMENT}) {
                if ((flags & field) != 0) {
                    while (bytes.get() != 0) {}
                }
            }
            if ((flags & FHCRC) != 0) {
                CRC32 crc = new CRC32();
                crc.update(bytes.slice(0, bytes.position()));
                if ((short) crc.getValue() != bytes.getShort()) {
                    throw new DamagedImageException(position, "the header's own checksum is wrong");
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new DamagedImageException(position, "the header of the gzip member has no end");
        }
        return new GzipHeader(bytes.position());
    }

    private static ByteBuffer read(Storage file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.read(bytes, position);
        return bytes.flip();
    }
}
