// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import dev.platter.api.RequestFlags;
import dev.platter.libc.EventSignal;
import dev.platter.rbd.library.Requests;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A library whose requests end when the test says so. */
final class FakeRequests implements Requests {
    /** The tokens of requests that were begun. */
    final List<Long> begun = new ArrayList<>();

    /** What the next calls return. */
    int answer;

    private final Queue<long[]> done = new ArrayDeque<>();

    void finish(long token, long result) {
        begun.remove(token);
        done.add(new long[] {token, result});
    }

    private int begin(long token) {
        if (answer >= 0) {
            begun.add(token);
        }
        return answer;
    }

    @Override
    public EventSignal completions() {
        throw new UnsupportedOperationException("the test reaps");
    }

    @Override
    public int read(long offset, long length, long address, long token, MemorySegment scratch) {
        return begin(token);
    }

    @Override
    public int write(long offset, long length, long address, long token, MemorySegment scratch) {
        return begin(token);
    }

    @Override
    public int trim(long offset, long length, long token, MemorySegment scratch) {
        return begin(token);
    }

    @Override
    public int zero(long offset, long length, RequestFlags flags, long token, MemorySegment scratch) {
        return begin(token);
    }

    @Override
    public int flush(long token, MemorySegment scratch) {
        return begin(token);
    }

    @Override
    public int reap(long[] tokens, long[] results) {
        int count = 0;
        while (count < tokens.length && !done.isEmpty()) {
            long[] next = done.remove();
            tokens[count] = next[0];
            results[count++] = next[1];
        }
        return count;
    }

    @Override
    public void close() {}
}
