// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.bzip2;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.blocks.BlockReader.Taker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Unpacks blocks, one after the other, for one thread. A block is unpacked in the order in which it was packed, backwards: symbols of
 * prefix codes are runs and places in a list whose first elements were used last; these give bytes; their order is that of the
 * sorted rotations of the text (Burrows and Wheeler), which is undone by following links; and four equal bytes of the text are
 * followed by the number of further ones.
 *
 * <p>An instance needs about 4 MB.
 */
final class BlockDecoder {
    /** As many as bytes, and two for runs and the end, less one: the first in the list is a run. */
    static final int MOST_SYMBOLS = 258;

    /** How many bytes a block has before runs are unpacked. */
    static final int LONGEST = 900_000;

    private static final int MOST_CODES = 6;
    private static final int PER_SELECTOR = 50;
    private static final int MOST_SELECTORS = LONGEST / PER_SELECTOR + 2;
    private static final int MOST_RUN = 1 << 21;
    private static final int RUN = 4;
    private static final int AT_ONCE = 1 << 16;

    /** A byte of the sorted text, and above it where the next one is. */
    private final int[] links = new int[LONGEST];

    private final byte[] selectors = new byte[MOST_SELECTORS];
    private final PrefixCode[] codes = new PrefixCode[MOST_CODES];
    private final byte[] used = new byte[1 << Byte.SIZE];
    private final int[] counts = new int[1 << Byte.SIZE];
    private final byte[] out = new byte[AT_ONCE];
    private int outAt;
    private int usedCount;
    private int selectorCount;
    private int count;
    private int origin;
    private int checksum;

    BlockDecoder() {
        Arrays.setAll(codes, _ -> new PrefixCode());
    }

    /** The checksum that the block says it has. */
    int checksum() {
        return checksum;
    }

    /**
     * Unpacks a block.
     *
     * @param in is at the magic number of a block, and afterwards behind the block
     * @param taker takes the bytes
     * @return how many they were
     * @throws DamagedImageException if the block is damaged
     * @throws IOException if the file cannot be read, or the bytes cannot be taken
     */
    long unpack(HighBits in, Taker taker) throws IOException {
        long begin = in.position();
        try {
            readHeader(in);
            readSymbols(in);
            in.requireInFile();
            link();
            return expand(taker);
        } catch (FaultyBlock e) {
            throw new DamagedImageException(begin >>> 3, "the block that begins here " + e.getMessage());
        }
    }

    private static void require(boolean holds, String otherwise) throws FaultyBlock {
        if (!holds) {
            throw new FaultyBlock(otherwise);
        }
    }

    private void readHeader(HighBits in) throws IOException {
        require(in.take(Magic.BITS) == Magic.BLOCK, "does not begin as a block does");
        checksum = (int) in.take(Integer.SIZE);
        require(in.take(1) == 0, "is randomised, as no version of bzip2 since 1999 does it: unpack it with bzip2");
        origin = (int) in.take(24);
        readUsed(in);
        int codeCount = (int) in.take(3);
        require(codeCount >= 2 && codeCount <= MOST_CODES, "has " + codeCount + " codes");
        readSelectors(in, codeCount);
        byte[] lengths = new byte[MOST_SYMBOLS];
        for (int i = 0; i < codeCount; i++) {
            readLengths(in, lengths);
            require(codes[i].build(lengths, usedCount + 2), "has a code that cannot be");
        }
    }

    private void readUsed(HighBits in) throws IOException {
        int sixteens = (int) in.take(16);
        usedCount = 0;
        for (int i = 0; i < 16; i++) {
            int sixteen = (sixteens >>> (15 - i) & 1) == 0 ? 0 : (int) in.take(16);
            for (int j = 0; j < 16; j++) {
                if ((sixteen >>> (15 - j) & 1) != 0) {
                    used[usedCount++] = (byte) (16 * i + j);
                }
            }
        }
        require(usedCount > 0, "uses no bytes");
    }

    /** Which code is for which 50 symbols: each by its place in a list of codes, whose first was used last. */
    private void readSelectors(HighBits in, int codeCount) throws IOException {
        int written = (int) in.take(15);
        byte[] order = {0, 1, 2, 3, 4, 5};
        selectorCount = 0;
        for (int i = 0; i < written; i++) {
            int place = 0;
            while (in.take(1) != 0) {
                place++;
                require(place < codeCount, "refers to a code that it does not have");
            }
            byte code = order[place];
            System.arraycopy(order, 0, order, 1, place);
            order[0] = code;
            // Some programs write a few more than can be used.
            if (i < MOST_SELECTORS) {
                selectors[selectorCount++] = code;
            }
        }
    }

    /** The lengths of codes, each by how it differs from that before. */
    private void readLengths(HighBits in, byte[] lengths) throws IOException {
        int length = (int) in.take(5);
        for (int symbol = 0; symbol < usedCount + 2; symbol++) {
            while (in.take(1) != 0) {
                length += in.take(1) == 0 ? 1 : -1;
                require(length >= 1 && length <= PrefixCode.LONGEST, "has a code of " + length + " bits");
            }
            require(length >= 1 && length <= PrefixCode.LONGEST, "has a code of " + length + " bits");
            lengths[symbol] = (byte) length;
        }
    }

    /** Symbols 0 and 1 are the digits of the length of a run, counted from 1; the last symbol is the end. */
    private void readSymbols(HighBits in) throws IOException {
        int end = usedCount + 1;
        Arrays.fill(counts, 0);
        count = 0;
        int digit = 1;
        int run = 0;
        for (int group = 0; ; group++) {
            require(group < selectorCount, "has more symbols than it says");
            PrefixCode code = codes[selectors[group]];
            for (int i = 0; i < PER_SELECTOR; i++) {
                int symbol = code.take(in);
                require(symbol >= 0, "has bits that are no code");
                if (symbol <= 1) {
                    require(digit < MOST_RUN, "has a run that is too long");
                    run += digit << symbol;
                    digit <<= 1;
                    continue;
                }
                if (run > 0) {
                    put(used[0], run);
                    run = 0;
                    digit = 1;
                }
                if (symbol == end) {
                    return;
                }
                byte value = used[symbol - 1];
                System.arraycopy(used, 0, used, 1, symbol - 1);
                used[0] = value;
                put(value, 1);
            }
        }
    }

    private void put(byte value, int times) throws FaultyBlock {
        require(times <= LONGEST - count, "has more than " + LONGEST + " bytes");
        int unsigned = value & 0xff;
        counts[unsigned] += times;
        Arrays.fill(links, count, count + times, unsigned);
        count += times;
    }

    private void link() throws FaultyBlock {
        require(origin < count, "begins at byte " + origin + " of " + count);
        int[] places = new int[counts.length];
        int sum = 0;
        for (int i = 0; i < places.length; i++) {
            places[i] = sum;
            sum += counts[i];
        }
        for (int i = 0; i < count; i++) {
            links[places[links[i] & 0xff]++] |= i << Byte.SIZE;
        }
    }

    private long expand(Taker taker) throws IOException {
        Crc32Bzip2 crc = new Crc32Bzip2();
        long length = 0;
        outAt = 0;
        int at = links[origin] >>> Byte.SIZE;
        int last = -1;
        int equal = 0;
        for (int left = count; left > 0; left--) {
            int link = links[at];
            int value = link & 0xff;
            at = link >>> Byte.SIZE;
            if (out.length - outAt <= 0xff) {
                length += flush(crc, taker);
            }
            if (equal == RUN) {
                Arrays.fill(out, outAt, outAt + value, (byte) last);
                outAt += value;
                equal = 0;
                last = -1;
            } else {
                out[outAt++] = (byte) value;
                equal = value == last ? equal + 1 : 1;
                last = value;
            }
        }
        length += flush(crc, taker);
        require(crc.value() == checksum, "does not fit its checksum");
        return length;
    }

    private int flush(Crc32Bzip2 crc, Taker taker) throws IOException {
        int length = outAt;
        crc.update(out, length);
        taker.take(ByteBuffer.wrap(out, 0, length));
        outAt = 0;
        return length;
    }
}
