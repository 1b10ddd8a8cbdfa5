// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.Blocks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The table at the end of a file that says where its frames are (zstd's {@code contrib/seekable_format}, version 0.1.0). It is a
 * frame that readers skip.
 *
 * <pre>
 *   5e 2a 4d 18 | size of the rest | for each frame: size in the file, content size, checksum if flagged | footer
 *        4              4                                   4             4                 4
 *   footer: number of frames | flags | b1 ea 92 8f
 *                   4            1          4
 * </pre>
 *
 * <p>A table of ours has no checksums, which would change with each write: each frame has its own.
 *
 * @param position where the table begins, which is where the last frame ends
 * @param blocks the frames; those to be skipped are empty
 * @param crc the CRC-32 of the whole table
 */
record SeekTable(long position, Blocks blocks, int crc) {
    /** The longest table that is read: of 16 million frames, so of an image of 4 TiB. */
    private static final int LONGEST = 128 << 20;

    private static final int FOOTER = 9;
    private static final int MAGIC = 0x8f92eab1;
    private static final int ENTRY = 8;
    private static final int CHECKSUMS = 0x80;
    private static final int RESERVED = 0x7c;

    /**
     * Reads the table of a file.
     *
     * @return empty if there is none, or it does not fit the file: then it is perhaps that of the last of several files
     * @throws IOException if the file cannot be read, or the table is too long
     */
    static Optional<SeekTable> read(Storage file) throws IOException {
        long end = file.size();
        if (end < Magic.SKIPPABLE_HEADER + FOOTER) {
            return Optional.empty();
        }
        ByteBuffer footer = bytes(file, end - FOOTER, FOOTER);
        int flags = footer.get(Integer.BYTES) & 0xff;
        if (footer.getInt(FOOTER - Integer.BYTES) != MAGIC || (flags & RESERVED) != 0) {
            return Optional.empty();
        }
        long count = Integer.toUnsignedLong(footer.getInt(0));
        int entry = (flags & CHECKSUMS) != 0 ? ENTRY + Integer.BYTES : ENTRY;
        long length = Magic.SKIPPABLE_HEADER + count * entry + FOOTER;
        if (length > end) {
            return Optional.empty();
        }
        if (length > LONGEST) {
            throw new IOException("the table of frames at the end of the file has " + length + " bytes, and at most "
                    + LONGEST + " are accepted: compress the image in longer frames");
        }
        ByteBuffer table = bytes(file, end - length, (int) length);
        if (table.getInt() != Magic.TABLE
                || Integer.toUnsignedLong(table.getInt()) != length - Magic.SKIPPABLE_HEADER) {
            return Optional.empty();
        }
        Blocks blocks = new Blocks();
        long position = 0;
        for (long i = 0; i < count; i++) {
            long fileLength = Integer.toUnsignedLong(table.getInt());
            blocks.add(position, fileLength, Integer.toUnsignedLong(table.getInt()), 0);
            position += fileLength;
            table.position(table.position() + entry - ENTRY);
        }
        if (position != end - length) {
            return Optional.empty();
        }
        CRC32 crc = new CRC32();
        crc.update(table.clear());
        return Optional.of(new SeekTable(position, blocks, (int) crc.getValue()));
    }

    private static ByteBuffer bytes(Storage file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.read(bytes, position);
        return bytes.flip();
    }

    /** Collects the frames of a file, and makes the table of them. */
    static final class Writer {
        private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
        private final ByteBuffer entry = ByteBuffer.allocate(ENTRY).order(ByteOrder.LITTLE_ENDIAN);
        private int count;

        /**
         * Adds a frame.
         *
         * @throws IOException if there is no room for one more
         */
        void add(int fileLength, int length) throws IOException {
            if (entries.size() > LONGEST - Magic.SKIPPABLE_HEADER - ENTRY - FOOTER) {
                throw new IOException("the image is too large: it has more than " + count + " frames, for which the"
                        + " table of frames has room");
            }
            entry.clear().putInt(fileLength).putInt(length);
            entries.write(entry.array(), 0, ENTRY);
            count++;
        }

        /** The table. */
        ByteBuffer finish() {
            int rest = entries.size() + FOOTER;
            ByteBuffer out = ByteBuffer.allocate(Magic.SKIPPABLE_HEADER + rest).order(ByteOrder.LITTLE_ENDIAN);
            out.putInt(Magic.TABLE).putInt(rest).put(entries.toByteArray());
            return out.putInt(count).put((byte) 0).putInt(MAGIC).flip();
        }
    }
}
