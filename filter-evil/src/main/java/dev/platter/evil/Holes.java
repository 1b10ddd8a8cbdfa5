// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import java.util.Arrays;

/** The holes of a read, in ascending order. */
final class Holes {
    private static final int[] NONE = {};

    private int[] bounds = NONE;
    private int count;
    private int cursor;

    boolean none() {
        return count == 0;
    }

    void add(int index, int length) {
        if (count == bounds.length) {
            bounds = Arrays.copyOf(bounds, Math.max(8, count * 2));
        }
        bounds[count++] = index;
        bounds[count++] = index + length;
    }

    /** Whether a byte lies in a hole. Callers ask in ascending order. */
    boolean contain(int index) {
        while (cursor < count && bounds[cursor + 1] <= index) {
            cursor += 2;
        }
        return cursor < count && bounds[cursor] <= index;
    }
}
