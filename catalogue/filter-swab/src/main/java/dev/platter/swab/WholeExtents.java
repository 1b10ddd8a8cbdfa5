// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.swab;

import dev.platter.api.ExtentSink;
import dev.platter.nbd.BlockStatus;

/** Passes on the words that are wholly in an extent, and one that is in several as data. For one request. */
final class WholeExtents implements ExtentSink {
    private final WordSize words;
    private final ExtentSink sink;
    private final long begin;
    private long at;

    WholeExtents(WordSize words, long offset, ExtentSink sink) {
        this.words = words;
        this.sink = sink;
        begin = offset;
        at = offset;
    }

    @Override
    public boolean add(long offset, long length, long status) {
        long from = Math.max(words.ceiling(offset), at);
        long to = words.floor(offset + length);
        if (to <= at) {
            return true;
        }
        // The words before the first whole one are complete now.
        long data = Math.min(from, to);
        boolean wanted = data == at || sink.add(at, data - at, BlockStatus.DATA);
        at = to;
        return from >= to ? wanted : wanted && sink.add(from, to - from, status);
    }

    /** Reports a word if there were extents of parts of one and of nothing else: something must be reported. */
    void finish() {
        if (at == begin) {
            sink.add(begin, words.bytes(), BlockStatus.DATA);
        }
    }
}
