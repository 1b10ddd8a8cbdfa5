// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.Description;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The first frame of a file that was made here, which all readers skip. As a storage, it is what is in that frame.
 *
 * <pre>
 *   5c 2a 4d 18 | size of the rest | description, which begins with PLZS | CRC-32 of the table of frames
 *        4              4                                                       4
 * </pre>
 */
final class Label implements Storage {
    /** "PLZS" */
    static final int LETTERS = 0x535a4c50;

    /** Where the description is in the file. */
    static final int CONTENT = Magic.SKIPPABLE_HEADER;

    /** More than a description can have. */
    static final int LONGEST = 1 << 17;

    private static final int TABLE_CRC = Integer.BYTES;
    private static final int LETTERS_AND_VERSION = 5;
    private static final byte VERSION = 1;

    private final Storage file;
    private final int length;

    private Label(Storage file, int length) {
        this.file = file;
        this.length = length;
    }

    /** Looks at the first frame of a file. What is not that of a label has the size 0. */
    static Label of(Storage file) throws IOException {
        if (file.size() < CONTENT) {
            return new Label(file, 0);
        }
        ByteBuffer head = ByteBuffer.allocate(CONTENT).order(ByteOrder.LITTLE_ENDIAN);
        file.read(head, 0);
        long size = Integer.toUnsignedLong(head.getInt(Magic.LENGTH));
        boolean fits = head.getInt(0) == Magic.LABEL && size <= Math.min(file.size() - CONTENT, LONGEST);
        return new Label(file, fits ? (int) size : 0);
    }

    /** The frame of a description, while the table is not known. */
    static ByteBuffer encode(Description description) {
        ByteBuffer bytes = description.encode(LETTERS);
        int rest = bytes.remaining() + TABLE_CRC;
        return ByteBuffer.allocate(CONTENT + rest)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(Magic.LABEL)
                .putInt(rest)
                .put(bytes)
                .putInt(0)
                .flip();
    }

    /** Where the CRC-32 of the table is in the file, which the label knows then. */
    static long tableCrcAt(int fileLength) {
        return fileLength - (long) TABLE_CRC;
    }

    /** How long the frame is in the file. */
    int fileLength() {
        return CONTENT + length;
    }

    /** Whether there is a description, and not more than that and the CRC. */
    boolean isWhole(Description description) {
        return encode(description).remaining() == fileLength();
    }

    /** The CRC-32 that the table must have. */
    int tableCrc() throws IOException {
        ByteBuffer crc = ByteBuffer.allocate(TABLE_CRC).order(ByteOrder.LITTLE_ENDIAN);
        file.read(crc, tableCrcAt(fileLength()));
        return crc.getInt(0);
    }

    /** Whether the beginning of a file that has no label looks as if it had one before a byte or two changed. */
    static boolean wasOne(Storage file) throws IOException {
        ByteBuffer right = ByteBuffer.allocate(CONTENT + LETTERS_AND_VERSION).order(ByteOrder.LITTLE_ENDIAN);
        right.putInt(0, Magic.LABEL).putInt(CONTENT, LETTERS).put(CONTENT + Integer.BYTES, VERSION);
        if (file.size() < right.capacity()) {
            return false;
        }
        ByteBuffer found = ByteBuffer.allocate(right.capacity());
        file.read(found, 0);
        int differences = 0;
        for (int i = 0; i < right.capacity(); i++) {
            boolean size = i >= Magic.LENGTH && i < CONTENT;
            differences += !size && found.get(i) != right.get(i) ? 1 : 0;
        }
        return differences <= 2;
    }

    @Override
    public long size() {
        return length;
    }

    private void require(long position, int count) throws EOFException {
        if (position < 0 || count > length - position) {
            throw new EOFException("the label has " + length + " bytes, not " + (position + count));
        }
    }

    @Override
    public void read(ByteBuffer into, long position) throws IOException {
        require(position, into.remaining());
        file.read(into, CONTENT + position);
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
        require(position, from.remaining());
        file.write(from, CONTENT + position);
    }

    @Override
    public void sync() throws IOException {
        file.sync();
    }

    /** Leaves the file open. */
    @Override
    public void close() {}
}
