// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.Block;
import dev.platter.seekable.blocks.Blocks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds the frames of a file of any program, from its beginning to its end, by their headers and those of their blocks. Nothing is
 * unpacked, unless a frame does not say how long its content is.
 */
final class Walk {
    /** As many as the longest table has that is read. */
    private static final int MOST = 16 << 20;

    private static final int RLE = 1;
    private static final int RESERVED = 3;

    private final Storage file;
    private final ZstdReader reader;
    private final long end;
    private final Blocks blocks = new Blocks();
    private boolean measured;

    Walk(Storage file, ZstdReader reader) throws IOException {
        this.file = file;
        this.reader = reader;
        end = file.size();
    }

    /** The frames, without those to be skipped. */
    Blocks run() throws IOException {
        long position = 0;
        while (position < end) {
            int magic = end - position < Magic.LENGTH
                    ? 0
                    : bytes(position, Magic.LENGTH).getInt(0);
            position += Magic.isSkippable(magic) ? skippedLength(position) : frame(position);
        }
        if (end == 0) {
            throw new DamagedImageException(0, "the file is empty");
        }
        return blocks;
    }

    /** Whether something had to be unpacked. */
    boolean hasMeasured() {
        return measured;
    }

    private long skippedLength(long position) throws IOException {
        require(position, Magic.SKIPPABLE_HEADER, position);
        long length = Magic.SKIPPABLE_HEADER
                + Integer.toUnsignedLong(bytes(position, Magic.SKIPPABLE_HEADER).getInt(Magic.LENGTH));
        require(position, length, position);
        return length;
    }

    private long frame(long position) throws IOException {
        FrameHeader header = FrameHeader.require(file, position, end);
        long at = position + header.length();
        int block;
        do {
            require(at, RawFrame.BLOCK_HEADER, position);
            ByteBuffer bytes = bytes(at, RawFrame.BLOCK_HEADER);
            block = (bytes.getShort(0) & 0xffff) | (bytes.get(2) & 0xff) << 16;
            int type = block >> 1 & 3;
            if (type == RESERVED) {
                throw new DamagedImageException(at, "there must be a block, and is not");
            }
            at += RawFrame.BLOCK_HEADER + (type == RLE ? 1 : block >> 3);
        } while ((block & 1) == 0);
        at += header.checksum() ? ContentCheck.LENGTH : 0;
        long length = at - position;
        require(position, length, position);
        if (blocks.count() == MOST) {
            throw new IOException("the file has more than " + MOST
                    + " frames, which are the most that are accepted: compress the image in longer frames");
        }
        long content = header.content().isPresent()
                ? header.content().getAsLong()
                : measure(new Block(position, length, blocks.size(), 0, (byte) 0));
        if (content > Long.MAX_VALUE - blocks.size()) {
            throw new DamagedImageException(position, "the image would have more than 2^63 bytes");
        }
        blocks.add(position, length, content, 0);
        return length;
    }

    private long measure(Block block) throws IOException {
        measured = true;
        return reader.measure(block);
    }

    private void require(long position, long length, long frame) throws DamagedImageException {
        if (length > end - position) {
            throw new DamagedImageException(frame, "a frame ends beyond the file, which was cut, or is damaged");
        }
    }

    private ByteBuffer bytes(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.read(bytes, position);
        return bytes.flip();
    }
}
