// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.swab;

import dev.platter.api.HoleSink;

/** Passes on the words that are wholly in a hole: in a word that is so in part, swapping moves data into it. */
record WholeHoles(WordSize words, HoleSink sink) implements HoleSink {
    @Override
    public void hole(int index, int length) {
        int from = (int) words.ceiling(index);
        int to = (int) words.floor(index + (long) length);
        if (from < to) {
            sink.hole(from, to - from);
        }
    }
}
