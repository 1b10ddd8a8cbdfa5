// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Bytes in an xz file that nobody unpacks and everybody accepts. The format has no place for a comment: what is not
 * compressed data must be zero. But a block may be empty, and says nevertheless which dictionary it wants. So a byte is two
 * empty blocks, and each has half of it, the upper half first, as the size of its dictionary, from 4 to 768 KiB.
 *
 * <pre>
 *   02 c0 01 00 21 01 0x 00 | CRC-32 of these | 00 | 00 00 00 | check of nothing
 *   header with dictionary x      4           data   padding
 * </pre>
 *
 * <p>A byte costs 40 bytes with CRC-32 and 48 with CRC-64. Position 0 is the first byte. Bytes can be changed in place; a
 * header that a crash has torn is read all the same, and is right after the next write to it.
 */
final class Label implements Storage {
    private static final int HEADER = 12;
    private static final int DATA = 4;
    private static final int HALVES = 2;
    private static final int HALF = 0x0f;
    private static final int PACKED = 1;
    private static final int DICTIONARY_AT = BlockHeader.dictionaryAt(PACKED, 0);

    private final Storage file;
    private final Check check;
    private final long bytes;

    /**
     * Looks at the label of a file.
     *
     * @param file which begins with a header of a stream, and the label behind it
     * @param check of the stream
     * @param blocks how many empty blocks there are
     */
    Label(Storage file, Check check, int blocks) {
        this.file = file;
        this.check = check;
        bytes = blocks / HALVES;
    }

    /** The length of an empty block in the file, in bytes. */
    static int blockLength(Check check) {
        return HEADER + DATA + check.length();
    }

    /** The length that the index has for it. */
    static int unpaddedLength(Check check) {
        return HEADER + PACKED + check.length();
    }

    /** How many blocks some bytes need. */
    static int blocks(int bytes) {
        return bytes * HALVES;
    }

    /** The blocks of some bytes, which are left as they are. */
    static ByteBuffer encode(ByteBuffer bytes, Check check) {
        ByteBuffer out = ByteBuffer.allocate(blocks(bytes.remaining()) * blockLength(check));
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            putBlock(out, bytes.get(i) >> 4 & HALF, check);
            putBlock(out, bytes.get(i) & HALF, check);
        }
        return out.flip();
    }

    private static void putBlock(ByteBuffer out, int half, Check check) {
        BlockHeader.put(out, PACKED, 0, half);
        out.putInt(0).put(check.of(ByteBuffer.allocate(0)));
    }

    private long positionOf(long half) {
        return Index.HEADER + half * blockLength(check);
    }

    /** How many bytes the label has. */
    @Override
    public long size() {
        return bytes;
    }

    /** The bytes, even if the checksums of headers are wrong. */
    @Override
    public void read(ByteBuffer into, long position) throws IOException {
        int count = into.remaining();
        if (position < 0 || count > bytes - position) {
            throw new EOFException("the label has " + bytes + " bytes, not " + (position + count));
        }
        ByteBuffer blocks = blocksOf(position, count);
        for (int i = 0; i < count; i++) {
            into.put((byte) (half(blocks, HALVES * i) << 4 | half(blocks, HALVES * i + 1)));
        }
    }

    private int half(ByteBuffer blocks, int index) {
        return blocks.get(index * blockLength(check) + DICTIONARY_AT) & HALF;
    }

    /** The blocks of some bytes, as they are in the file. */
    ByteBuffer blocksOf(long position, int count) throws IOException {
        ByteBuffer blocks = ByteBuffer.allocate(blocks(count) * blockLength(check));
        file.read(blocks, positionOf(HALVES * position));
        return blocks.flip();
    }

    /** Writes the headers of the blocks, each by a write of its own: no other byte of them ever changes. */
    @Override
    public void write(ByteBuffer from, long position) throws IOException {
        ByteBuffer blocks = encode(from, check);
        for (int i = 0; i < blocks(from.remaining()); i++) {
            file.write(blocks.slice(i * blockLength(check), HEADER), positionOf(HALVES * position + i));
        }
        from.position(from.limit());
    }

    /** Makes the headers right that a crash has torn, so that other programs can unpack the file again. */
    void mend() throws IOException {
        ByteBuffer whole = ByteBuffer.allocate((int) bytes);
        read(whole, 0);
        ByteBuffer right = encode(whole.flip(), check);
        ByteBuffer found = blocksOf(0, (int) bytes);
        int length = blockLength(check);
        for (int at = 0; at < right.limit(); at += length) {
            if (!right.slice(at, HEADER).equals(found.slice(at, HEADER))) {
                file.write(right.slice(at, HEADER), positionOf(at / length));
            }
        }
    }

    @Override
    public void sync() throws IOException {
        file.sync();
    }

    /** Leaves the file open. */
    @Override
    public void close() {}
}
