// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import java.util.Arrays;

/**
 * A table that decodes one kind of symbol of deflate in one or two steps. The index of the first is the next bits of the
 * stream. An entry is an {@code int}:
 *
 * <pre>
 *   31 … 16   15 … 10   9 8    7 … 4        3 … 0
 *   value     0         type   extra bits   bits of the code, 0 if there is no such code
 * </pre>
 *
 * <p>A code that is longer than the index has a link to a table of its own behind the first; its value is where that
 * begins, and its extra bits are the bits of the index into it.
 *
 * <p>As in zlib's {@code inftrees.c}, codes that leave bits unused are refused, except a single code of one bit.
 */
final class HuffmanTable {
    static final int LITERAL = 0;
    static final int BASE = 1;
    static final int END = 2;
    static final int LINK = 3;

    private static final int LONGEST = 15;

    private final int indexBits;
    private int[] entries;

    HuffmanTable(int indexBits) {
        this.indexBits = indexBits;
        entries = new int[(1 << indexBits) * 2];
    }

    int[] entries() {
        return entries;
    }

    /**
     * Makes the table.
     *
     * @param lengths of the codes by symbol, 0 for none
     * @param meanings the entries by symbol, without the length of the code
     * @return false if there can be no such code
     */
    boolean build(byte[] lengths, int from, int symbols, int[] meanings) {
        int[] counts = new int[LONGEST + 1];
        for (int i = 0; i < symbols; i++) {
            counts[lengths[from + i]]++;
        }
        int used = symbols - counts[0];
        counts[0] = 0;
        int left = 1;
        for (int length = 1; length <= LONGEST; length++) {
            left = (left << 1) - counts[length];
            if (left < 0) {
                return false;
            }
        }
        if (left > 0 && used > 0 && !(used == 1 && counts[1] == 1)) {
            return false;
        }
        int[] next = new int[LONGEST + 2];
        for (int length = 1; length <= LONGEST; length++) {
            next[length + 1] = (next[length] + counts[length]) << 1;
        }
        Arrays.fill(entries, 0, 1 << indexBits, 0);
        fill(lengths, from, symbols, meanings, next);
        return true;
    }

    private void fill(byte[] lengths, int from, int symbols, int[] meanings, int[] next) {
        int end = 1 << indexBits;
        int longest = 0;
        for (int i = 0; i < symbols; i++) {
            longest = Math.max(longest, lengths[from + i]);
        }
        int linkBits = longest - indexBits;
        for (int i = 0; i < symbols; i++) {
            int length = lengths[from + i];
            if (length == 0) {
                continue;
            }
            int code = Integer.reverse(next[length]++) >>> (32 - length);
            if (length <= indexBits) {
                for (int at = code; at < 1 << indexBits; at += 1 << length) {
                    entries[at] = meanings[i] | length;
                }
            } else {
                int root = code & ((1 << indexBits) - 1);
                if (entries[root] == 0) {
                    if (entries.length < end + (1 << linkBits)) {
                        entries = Arrays.copyOf(entries, Math.max(2 * entries.length, end + (1 << linkBits)));
                    }
                    Arrays.fill(entries, end, end + (1 << linkBits), 0);
                    entries[root] = end << 16 | LINK << 8 | linkBits << 4 | indexBits;
                    end += 1 << linkBits;
                }
                int table = entries[root] >>> 16;
                for (int at = code >>> indexBits; at < 1 << linkBits; at += 1 << (length - indexBits)) {
                    entries[table + at] = meanings[i] | (length - indexBits);
                }
            }
        }
    }
}
