// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.blocks.NewBlock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.FinishableOutputStream;
import org.tukaani.xz.FinishableWrapperOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.UnsupportedOptionsException;

/** Compresses blocks. */
final class PackedBlock {
    /** A block that is read for 4 KiB is unpacked as a whole. Blocks of a mebibyte cost some percent of size. */
    static final int LONGEST = 1 << 20;

    /** A mebibyte: 2 << (16 / 2 + 11). A larger dictionary than the block would only cost memory. */
    private static final int DICTIONARY = 16;

    /** What only blocks of zeroes say, so that these are known without being unpacked: 6 KiB. */
    static final int ZEROES = 1;

    private static final ArrayCache ARRAYS = BasicArrayCache.getInstance();

    private PackedBlock() {}

    /**
     * Compresses.
     *
     * @param data has an array; is left as it is
     * @param level from 0 to 9
     * @param zeroes whether all bytes are zeroes
     */
    static NewBlock compress(ByteBuffer data, int level, Check check, boolean zeroes) throws IOException {
        LZMA2Options options = options(level);
        ByteArrayOutputStream packed = new ByteArrayOutputStream(data.remaining() / 2 + 64);
        try (FinishableOutputStream out = options.getOutputStream(new FinishableWrapperOutputStream(packed), ARRAYS)) {
            out.write(data.array(), data.arrayOffset() + data.position(), data.remaining());
            out.finish();
        }
        int header = BlockHeader.length(packed.size(), data.remaining());
        int checkAt = (int) Fields.padded(header + packed.size());
        ByteBuffer out = ByteBuffer.allocate(checkAt + check.length());
        BlockHeader.put(out, packed.size(), data.remaining(), zeroes ? ZEROES : DICTIONARY);
        out.put(packed.toByteArray());
        out.position(checkAt).put(check.of(data));
        return new NewBlock(
                out.flip(), data.remaining(), Note.of(check.id(), header + packed.size() + (long) check.length()));
    }

    /** The block that stands for zeroes of the greatest length, each time. */
    static NewBlock hole(int level, Check check) throws IOException {
        return compress(ByteBuffer.allocate(LONGEST), level, check, true);
    }

    /**
     * Demands that a level exists.
     *
     * @throws IllegalArgumentException if it does not
     */
    static void requireLevel(int level) {
        if (!isLevel(level)) {
            throw new IllegalArgumentException("xz has levels from " + LZMA2Options.PRESET_MIN + " to "
                    + LZMA2Options.PRESET_MAX + ", not " + level);
        }
    }

    static boolean isLevel(int level) {
        return level >= LZMA2Options.PRESET_MIN && level <= LZMA2Options.PRESET_MAX;
    }

    private static LZMA2Options options(int level) throws UnsupportedOptionsException {
        LZMA2Options options = new LZMA2Options(level);
        options.setDictSize(Math.min(options.getDictSize(), LONGEST));
        return options;
    }
}
