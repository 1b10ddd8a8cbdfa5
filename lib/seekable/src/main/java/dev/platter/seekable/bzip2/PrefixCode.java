// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.bzip2;

import java.io.IOException;
import java.util.Arrays;

/**
 * Decodes the symbols of a prefix code whose codes are in the order of their lengths, and of the symbols within one length. Short codes are
 * looked up; long ones, which are rare, are found by the first code of each length.
 */
final class PrefixCode {
    static final int LONGEST = 20;
    private static final int LOOKED_UP = 10;
    private static final int LENGTH_BITS = 5;

    private final short[] table = new short[1 << LOOKED_UP];
    private final int[] firstCode = new int[LONGEST + 2];
    private final int[] firstIndex = new int[LONGEST + 2];
    private final short[] symbols = new short[BlockDecoder.MOST_SYMBOLS];

    /**
     * Makes the code.
     *
     * @param lengths of the codes by symbol, from 1 to {@link #LONGEST}
     * @param count how many symbols there are
     * @return false if there can be no such code
     */
    boolean build(byte[] lengths, int count) {
        Arrays.fill(table, (short) 0);
        int code = 0;
        int index = 0;
        for (int length = 1; length <= LONGEST; length++) {
            code <<= 1;
            firstCode[length] = code;
            firstIndex[length] = index;
            for (int symbol = 0; symbol < count; symbol++) {
                if (lengths[symbol] != length) {
                    continue;
                }
                if (code >>> length != 0) {
                    return false;
                }
                symbols[index++] = (short) symbol;
                if (length <= LOOKED_UP) {
                    int from = code << (LOOKED_UP - length);
                    Arrays.fill(
                            table, from, from + (1 << (LOOKED_UP - length)), (short) (symbol << LENGTH_BITS | length));
                }
                code++;
            }
        }
        firstIndex[LONGEST + 1] = index;
        return true;
    }

    /** Takes a symbol; -1 if the bits are no code. */
    int take(HighBits in) throws IOException {
        int bits = (int) in.peek(LONGEST);
        int entry = table[bits >>> (LONGEST - LOOKED_UP)];
        if (entry != 0) {
            in.drop(entry & (1 << LENGTH_BITS) - 1);
            return entry >>> LENGTH_BITS;
        }
        for (int length = LOOKED_UP + 1; length <= LONGEST; length++) {
            int within = (bits >>> (LONGEST - length)) - firstCode[length];
            if (within >= 0 && within < firstIndex[length + 1] - firstIndex[length]) {
                in.drop(length);
                return symbols[firstIndex[length] + within];
            }
        }
        return -1;
    }
}
