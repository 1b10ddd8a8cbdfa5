// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/**
 * The header of a frame (RFC 8878, section 3.1.1.1).
 *
 * @param length of the header in the file, with the magic
 * @param content how many bytes the frame has unpacked, if the header says so; at most 2^63-1
 * @param window how much memory unpacking it needs, in bytes
 * @param dictionary the number of the one that it was compressed with, or 0
 * @param checksum whether one follows the blocks
 */
record FrameHeader(int length, OptionalLong content, long window, long dictionary, boolean checksum) {
    private static final int LONGEST = 18;
    private static final int[] DICTIONARY_LENGTHS = {0, 1, 2, 4};
    private static final int[] CONTENT_LENGTHS = {0, 2, 4, 8};
    private static final int CHECKSUM = 4;
    private static final int RESERVED = 8;
    private static final int UNUSED = 16;
    private static final int SINGLE_SEGMENT = 0x20;

    /** A content size of two bytes is that above what one byte can say. */
    private static final int TWO_BYTES_BEGIN_AT = 256;

    /**
     * Reads a header.
     *
     * @param end where the file, or what is known as the frame, ends
     * @throws DamagedImageException if there is not one
     * @throws IOException if it cannot be read
     */
    static FrameHeader read(Storage file, long position, long end) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate((int) Math.min(LONGEST, end - position)).order(ByteOrder.LITTLE_ENDIAN);
        file.read(bytes, position);
        bytes.flip();
        if (bytes.remaining() < Magic.LENGTH || bytes.getInt() != Magic.FRAME) {
            throw new DamagedImageException(position, "there must be a frame, and is not");
        }
        int descriptor = bytes.hasRemaining() ? bytes.get() & 0xff : 0;
        boolean single = (descriptor & SINGLE_SEGMENT) != 0;
        int dictionaryLength = DICTIONARY_LENGTHS[descriptor & 3];
        int contentLength = CONTENT_LENGTHS[descriptor >> 6];
        if (single && contentLength == 0) {
            contentLength = 1;
        }
        if ((descriptor & RESERVED) != 0 || bytes.remaining() < (single ? 0 : 1) + dictionaryLength + contentLength) {
            throw new DamagedImageException(position, "the header of a frame is damaged, or the file was cut there");
        }
        long window = single ? 0 : window(bytes.get() & 0xff);
        long dictionary = number(bytes, dictionaryLength);
        OptionalLong content = OptionalLong.empty();
        if (contentLength > 0) {
            long size = number(bytes, contentLength) + (contentLength == 2 ? TWO_BYTES_BEGIN_AT : 0);
            if (size < 0) {
                throw new DamagedImageException(position, "a frame says that it has more than 2^63 bytes");
            }
            content = OptionalLong.of(size);
        }
        return new FrameHeader(
                bytes.position(),
                content,
                single ? content.orElse(0) : window,
                dictionary,
                (descriptor & CHECKSUM) != 0);
    }

    /**
     * Reads a header in a file that is opened. What is refused is refused then, and is a damage later.
     *
     * @throws DamagedImageException if there is not one
     * @throws IOException if it cannot be read, or is one that is not taken here
     */
    static FrameHeader require(Storage file, long position, long end) throws IOException {
        if (end - position >= Magic.LENGTH) {
            ByteBuffer magic = ByteBuffer.allocate(Magic.LENGTH).order(ByteOrder.LITTLE_ENDIAN);
            file.read(magic, position);
            Magic.refuseLegacy(magic.getInt(0));
        }
        FrameHeader header = read(file, position, end);
        if (header.dictionary() != 0) {
            throw new IOException("the file was compressed with the dictionary " + header.dictionary()
                    + ", and dictionaries are not read here: unpack it with 'zstd -d -D', and compress it without one");
        }
        return header;
    }

    /** Whether a bit is set that has no meaning, and that no program sets. The file has the descriptor. */
    static boolean hasUnusedBit(Storage file, long position) throws IOException {
        ByteBuffer descriptor = ByteBuffer.allocate(1);
        file.read(descriptor, position + Magic.LENGTH);
        return (descriptor.get(0) & UNUSED) != 0;
    }

    private static long window(int descriptor) {
        long base = 1L << (10 + (descriptor >> 3));
        return base + base / 8 * (descriptor & 7);
    }

    private static long number(ByteBuffer bytes, int length) {
        long number = 0;
        for (int i = 0; i < length; i++) {
            number |= (bytes.get() & 0xffL) << (8 * i);
        }
        return number;
    }
}
