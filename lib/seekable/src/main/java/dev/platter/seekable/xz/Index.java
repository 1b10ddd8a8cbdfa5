// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.Blocks;
import dev.platter.seekable.blocks.VariableNumber;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads the index of a file, from its end: a file is one stream or several, each may be followed by zeroes, and each ends
 * with an index and a footer that tells how long the index is (sections 2 and 4).
 *
 * <pre>
 *   header | block | block | … | index | footer | zeroes | header | …
 *       12 |                           |     12 |  4 n
 * </pre>
 *
 * <p>Nothing of it is believed before its CRC is right, and no sum before it fits the file.
 */
final class Index {
    static final int HEADER = 12;
    static final int FOOTER = 12;

    /** That of an image of 6 TiB in blocks of a mebibyte. Hostile records of two bytes each take 400 MiB of memory then. */
    private static final long LONGEST = 32 << 20;

    private static final int SHORTEST = 8;
    private static final int PADDING_AT_ONCE = 1 << 16;
    private static final byte[] HEAD = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
    private static final short TAIL = 0x5a59; // "YZ"
    private static final int CHECK = 0x0f;

    private final Storage file;
    private final Deque<Stream> streams = new ArrayDeque<>();

    /** A stream: where its first block is, the check of its blocks, and the records of its index behind their number. */
    private record Stream(long blocks, int check, long count, ByteBuffer records) {}

    private Index(Storage file) {
        this.file = file;
    }

    /**
     * Reads the index.
     *
     * @throws DamagedImageException if the file does not end as it must, or is not as long as its indexes say
     */
    static Blocks read(Storage file) throws IOException {
        Index index = new Index(file);
        long end = file.size();
        do {
            end = index.readStream(index.skipPadding(end));
        } while (end > 0);
        Blocks blocks = new Blocks();
        for (Stream stream : index.streams) {
            index.add(stream, blocks);
        }
        return blocks;
    }

    /** Whether the first bytes of a file are those of a stream. */
    static boolean recognises(ByteBuffer head) {
        return head.remaining() >= HEAD.length
                && head.slice(head.position(), HEAD.length).equals(ByteBuffer.wrap(HEAD));
    }

    /** The header of a stream. */
    static ByteBuffer header(int check) {
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put(HEAD).put((byte) 0).put((byte) check);
        return header.putInt(Fields.crc32(header.slice(HEAD.length, 2))).flip();
    }

    /** The footer of a stream. */
    static ByteBuffer footer(int check, long indexLength) {
        ByteBuffer footer = ByteBuffer.allocate(FOOTER).order(ByteOrder.LITTLE_ENDIAN);
        footer.putInt(4, (int) (indexLength / 4 - 1)).put(9, (byte) check).putShort(10, TAIL);
        return footer.putInt(0, Fields.crc32(footer.slice(4, 6)));
    }

    private ByteBuffer bytes(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.read(bytes, position);
        return bytes.flip();
    }

    private long skipPadding(long from) throws IOException {
        long end = from;
        if (end % 4 != 0) {
            throw new DamagedImageException(
                    end,
                    "the length of a part of the file is not a multiple of 4: it was cut, or has something behind it");
        }
        // Nearly always there is none, so the first look is short: what is before may be slow to read.
        for (int step = 4; end > 0; step = PADDING_AT_ONCE) {
            int length = (int) Math.min(step, end);
            ByteBuffer bytes = bytes(end - length, length);
            int zeroes = 0;
            while (zeroes < length && bytes.getInt(length - zeroes - 4) == 0) {
                zeroes += 4;
            }
            end -= zeroes;
            if (zeroes < length) {
                break;
            }
        }
        if (end < HEADER + SHORTEST + FOOTER) {
            throw new DamagedImageException(end, "there is no whole stream before this place");
        }
        return end;
    }

    /** Reads the stream that ends at a position, and returns where it begins. */
    private long readStream(long end) throws IOException {
        ByteBuffer footer = bytes(end - FOOTER, FOOTER);
        if (footer.getShort(10) != TAIL || footer.getInt(0) != Fields.crc32(footer.slice(4, 6))) {
            throw new DamagedImageException(
                    end - FOOTER, "the footer of a stream is damaged, or absent because the file was cut");
        }
        int check = check(footer.get(8), footer.get(9), end - 4);
        long length = (Integer.toUnsignedLong(footer.getInt(4)) + 1) * 4;
        long position = end - FOOTER - length;
        if (length > LONGEST && position >= HEADER) {
            throw new IOException("the index of the xz file has " + length + " bytes, and at most " + LONGEST
                    + " are accepted: compress the image with longer blocks");
        }
        if (length < SHORTEST || position < HEADER) {
            throw new DamagedImageException(
                    end - FOOTER, "an index of " + length + " bytes is before the footer, where it cannot be");
        }
        ByteBuffer index = bytes(position, (int) length);
        if (index.getInt((int) length - 4) != Fields.crc32(index.slice(0, (int) length - 4)) || index.get(0) != 0) {
            throw new DamagedImageException(position, "the index does not fit its checksum");
        }
        index.limit((int) length - 4).position(1);
        Stream stream = summed(index, position, check);
        ByteBuffer header = bytes(stream.blocks() - HEADER, HEADER);
        if (!header.equals(header(check))) {
            throw new DamagedImageException(
                    stream.blocks() - HEADER, "the header of a stream is damaged, or does not fit its footer");
        }
        streams.addFirst(stream);
        return stream.blocks() - HEADER;
    }

    private static int check(byte reserved, byte check, long position) throws DamagedImageException {
        if (reserved != 0 || (check & ~CHECK) != 0) {
            throw new DamagedImageException(position, "the file has flags that are not known here");
        }
        return check;
    }

    /** Adds up the lengths of the blocks, which end where the index begins. */
    private static Stream summed(ByteBuffer index, long position, int check) throws DamagedImageException {
        try {
            long count = VariableNumber.get(index);
            ByteBuffer records = index.slice();
            long blocks = position;
            long size = 0;
            for (long i = 0; i < count; i++) {
                long unpadded = VariableNumber.get(index);
                size = Math.addExact(size, VariableNumber.get(index));
                if (unpadded < 5 || Fields.padded(unpadded) > blocks - HEADER || unpadded < 0) {
                    throw new DamagedImageException(position, "the index has blocks that do not fit the file");
                }
                blocks -= Fields.padded(unpadded);
            }
            while (index.hasRemaining()) {
                if (index.get() != 0 || index.remaining() >= 3) {
                    throw new IllegalArgumentException("something is behind the last record");
                }
            }
            return new Stream(blocks, check, count, records);
        } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException e) {
            throw new DamagedImageException(position, "the index is not one (" + e.getMessage() + ")");
        }
    }

    private void add(Stream stream, Blocks blocks) throws DamagedImageException {
        long position = stream.blocks();
        for (long i = 0; i < stream.count(); i++) {
            long unpadded = VariableNumber.get(stream.records());
            long length = VariableNumber.get(stream.records());
            if (length > Long.MAX_VALUE - blocks.size()) {
                throw new DamagedImageException(position, "the image would have more than 2^63 bytes");
            }
            blocks.add(position, Fields.padded(unpadded), length, Note.of(stream.check(), unpadded));
            position += Fields.padded(unpadded);
        }
    }
}
