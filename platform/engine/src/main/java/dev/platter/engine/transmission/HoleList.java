// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.HoleSink;
import java.util.Arrays;

/** The holes that a disk has reported for one read. Reused for the next read. */
final class HoleList implements HoleSink {
    private static final int FIRST_ROOM = 8;

    /** A hole that is shorter costs more as a chunk than as zeroes. */
    private static final int WORTH_A_CHUNK = 512;

    private int[] starts = new int[FIRST_ROOM];
    private int[] ends = new int[FIRST_ROOM];
    private int count;
    private int size;
    private int end;

    /** Starts over for a read of {@code length} bytes. */
    void begin(int length) {
        size = length;
        count = 0;
        end = 0;
    }

    @Override
    public void hole(int index, int length) {
        if (length <= 0 || index < end || length > size - index) {
            throw new IllegalArgumentException("a hole of " + length + " bytes at index " + index + " of a read of "
                    + size + " bytes, of which the first " + end + " were reported before");
        }
        end = index + length;
        if (count > 0 && ends[count - 1] == index) {
            ends[count - 1] += length;
            return;
        }
        if (count > 0 && ends[count - 1] - starts[count - 1] < WORTH_A_CHUNK) {
            count--;
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        starts[count] = index;
        ends[count++] = index + length;
    }

    int count() {
        return count;
    }

    int start(int hole) {
        return starts[hole];
    }

    int end(int hole) {
        return ends[hole];
    }
}
