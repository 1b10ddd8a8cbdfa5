// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.retries;

import dev.platter.api.ExtentSink;
import dev.platter.api.HoleSink;
import java.util.Arrays;

/** The holes or extents that one attempt finds, until it is known whether it succeeds. For one thread at a time. */
final class Found implements HoleSink, ExtentSink {
    private static final int FEW = 3 * 8;
    private static final int MOST_EXTENTS = 4096;

    private long[] numbers = {};
    private int count;

    void clear() {
        count = 0;
    }

    private void add(long number) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(FEW, 2 * count));
        }
        numbers[count++] = number;
    }

    @Override
    public void hole(int index, int length) {
        add(index);
        add(length);
    }

    /** Only the real sink knows when it has enough; a disk in many pieces ends here. */
    @Override
    public boolean add(long offset, long length, long status) {
        add(offset);
        add(length);
        add(status);
        return count < 3 * MOST_EXTENTS;
    }

    void passHolesOn(HoleSink sink) {
        for (int at = 0; at < count; at += 2) {
            sink.hole((int) numbers[at], (int) numbers[at + 1]);
        }
    }

    void passExtentsOn(ExtentSink sink) {
        for (int at = 0; at < count && sink.add(numbers[at], numbers[at + 1], numbers[at + 2]); at += 3) {}
    }
}
