// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.lzip;

import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.Block;
import dev.platter.seekable.blocks.StorageStream;
import dev.platter.seekable.lzma.LzmaReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.CorruptedInputException;
import org.tukaani.xz.LZMAInputStream;

/** Unpacks members. A member is an LZMA stream with an end marker and fixed properties, so XZ for Java unpacks it. */
final class LzipReader extends LzmaReader {
    /** What an LZMA stream takes into account of the byte before: the format fixes lc=3, lp=0 and pb=2. */
    private static final int LITERAL_BITS = 3;

    private static final int POSITION_BITS = 2;
    private static final int SMALLEST_DICTIONARY = 4096;
    private static final ArrayCache ARRAYS = BasicArrayCache.getInstance();

    private final Storage file;

    LzipReader(Storage file) {
        super("its trailer");
        this.file = file;
    }

    @Override
    protected InputStream stream(Block block) throws IOException {
        int dictionary = Member.dictionary(bytes(block.position(), Member.HEADER));
        if (dictionary < 0) {
            throw new CorruptedInputException("it has a dictionary of a size that does not exist");
        }
        long begin = block.position() + Member.HEADER;
        long length = block.fileLength() - Member.HEADER - Member.TRAILER;
        int crc = bytes(begin + length, Member.TRAILER).getInt();
        StorageStream packed = new StorageStream(file, begin, length);
        // A dictionary that is longer than the data is never filled.
        int needed = (int) Math.max(SMALLEST_DICTIONARY, Math.min(dictionary, block.length()));
        return new MemberStream(
                new LZMAInputStream(packed, -1, LITERAL_BITS, 0, POSITION_BITS, needed, null, ARRAYS), packed, crc);
    }

    private ByteBuffer bytes(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.read(bytes, position);
        return bytes.flip();
    }
}
