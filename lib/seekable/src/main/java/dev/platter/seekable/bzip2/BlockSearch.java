// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.bzip2;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.OrderedWork;
import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.Blocks;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Finds the blocks of a file, and how long they are unpacked, which only unpacking tells. One thread looks for the magic number of a
 * block at each bit of the file, and others unpack what begins there. The number may also stand within a block, by chance. So a
 * block counts only if it begins where the one before has ended; the file is read from its beginning like a chain, and what the
 * threads have found out beforehand is only used.
 */
final class BlockSearch {
    /** As many as other formats may have. */
    private static final int MOST = 16 << 20;

    private static final int AT_ONCE = 1 << 20;
    private static final long MASK = (1L << Magic.BITS) - 1;

    private final Storage file;
    private final Decoders decoders;
    private final long size;
    private final Blocks blocks = new Blocks();

    /** Where the next part of the chain begins, in bits. */
    private long expected;

    private int checksum;
    private boolean ended;

    BlockSearch(Storage file, Decoders decoders) throws IOException {
        this.file = file;
        this.decoders = decoders;
        size = file.size();
    }

    /** What unpacking from a place has shown: where the block ends, and how long it is; or why it is none. */
    private sealed interface Tried {
        long position();
    }

    private record Unpacked(long position, long end, long length, int checksum) implements Tried {}

    private record Failed(long position, IOException why) implements Tried {}

    /**
     * Finds them.
     *
     * @param threads how many unpack at a time
     * @throws DamagedImageException if anything is damaged
     * @throws IOException if the file cannot be read
     */
    Blocks run(int threads) throws IOException {
        if (!startStream(0)) {
            throw new DamagedImageException(0, "there must be the header of a stream, and is not");
        }
        try (OrderedWork<Tried> work = new OrderedWork<>(threads, this::take)) {
            byte[] bytes = new byte[AT_ONCE];
            long window = 0;
            for (long at = 0; at < size; at += bytes.length) {
                int length = (int) Math.min(bytes.length, size - at);
                file.read(ByteBuffer.wrap(bytes, 0, length), at);
                for (int i = 0; i < length; i++) {
                    window = window << Byte.SIZE | (bytes[i] & 0xff);
                    for (int later = Byte.SIZE - 1; later >= 0; later--) {
                        if ((window >>> later & MASK) == Magic.BLOCK) {
                            long position = ((at + i + 1) << 3) - later - Magic.BITS;
                            work.add(() -> attempt(position));
                        }
                    }
                }
            }
            work.finish();
        }
        passEnds();
        if (!ended) {
            throw new DamagedImageException(expected >>> 3, "the file ends without the end of its last stream");
        }
        return blocks;
    }

    private Tried attempt(long position) {
        BlockDecoder decoder = decoders.take();
        try {
            HighBits in = new HighBits(file, position);
            long length = decoder.unpack(in, _ -> {});
            return new Unpacked(position, in.position(), length, decoder.checksum());
        } catch (IOException e) {
            return new Failed(position, e);
        } finally {
            decoders.give(decoder);
        }
    }

    private void take(Tried tried) throws IOException {
        if (tried.position() > expected) {
            passEnds();
        }
        // Within a block, or within the end of a stream, the number stands by chance.
        if (tried.position() < expected) {
            return;
        }
        if (tried.position() > expected) {
            throw broken();
        }
        switch (tried) {
            case Failed failed -> throw failed.why();
            case Unpacked block -> add(block);
        }
    }

    private void add(Unpacked block) throws IOException {
        if (blocks.count() == MOST) {
            throw new IOException("the file has more than " + MOST + " blocks, which are the most that are accepted");
        }
        long begin = block.position() >>> 3;
        long end = (block.end() + 7) >>> 3;
        blocks.add(begin, end - begin, block.length(), (int) (block.position() & 7));
        checksum = Integer.rotateLeft(checksum, 1) ^ block.checksum();
        expected = block.end();
    }

    private DamagedImageException broken() {
        return new DamagedImageException(
                expected >>> 3, "there must be a block or the end of a stream, and is neither");
    }

    /** Goes on behind the ends of streams, if there are some where the next part is expected. */
    private void passEnds() throws IOException {
        while (!ended && (expected >>> 3) + Magic.BITS / Byte.SIZE < size) {
            HighBits in = new HighBits(file, expected);
            if (in.take(Magic.BITS) != Magic.END) {
                return;
            }
            int stored = (int) in.take(Integer.SIZE);
            in.requireInFile();
            if (stored != checksum) {
                throw new DamagedImageException(expected >>> 3, "the stream that ends here does not fit its checksum");
            }
            long next = (in.position() + 7) >>> 3;
            if (!startStream(next)) {
                requireZeroes(next);
                ended = true;
            }
        }
    }

    private boolean startStream(long position) throws IOException {
        if (size - position < Magic.STREAM || !Magic.isStream(new HighBits(file, position << 3).take(Integer.SIZE))) {
            return false;
        }
        expected = (position + Magic.STREAM) << 3;
        checksum = 0;
        return true;
    }

    /** A file on a disk may be filled up with zeroes. What else follows may be a stream whose header was damaged. */
    private void requireZeroes(long position) throws IOException {
        byte[] bytes = new byte[(int) Math.min(AT_ONCE, size - position)];
        for (long at = position; at < size; at += bytes.length) {
            int length = (int) Math.min(bytes.length, size - at);
            file.read(ByteBuffer.wrap(bytes, 0, length), at);
            for (int i = 0; i < length; i++) {
                if (bytes[i] != 0) {
                    throw new DamagedImageException(
                            at + i,
                            "there are " + (size - position)
                                    + " bytes behind the last stream, and no stream begins with them");
                }
            }
        }
    }
}
