// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.ExtentSink;
import java.util.Arrays;

/**
 * The extents of one metadata context, as the reply will contain them: from the requested offset on, neighbours of the same status
 * merged, and limited in number. The last one may reach beyond the requested range, which saves the client a question, unless the client
 * wants one extent only. Reused for the next request.
 */
final class ExtentList implements ExtentSink {
    /** The limit; a client asks again from where they end. */
    private static final int MOST = 4096;

    private static final int FIRST_ROOM = 16;

    private long[] lengths = new long[FIRST_ROOM];
    private long[] statuses = new long[FIRST_ROOM];
    private int count;
    private long next;
    private long end;
    private boolean one;
    private boolean full;

    /** Starts over for a range. */
    void begin(long offset, long length, boolean one) {
        count = 0;
        full = false;
        next = offset;
        end = offset + length;
        this.one = one;
    }

    @Override
    public boolean add(long offset, long length, long status) {
        if (full) {
            return false;
        }
        long until = offset + length;
        if (length <= 0 || until < offset) {
            throw new IllegalArgumentException("an extent of " + length + " bytes at " + offset);
        }
        if (until <= next) {
            return true;
        }
        if (offset > next) {
            throw new IllegalArgumentException("an extent at " + offset + " leaves a gap after " + next);
        }
        // Behind the question no more is told than 32 bits can hold: libnbd cuts a longer extent to less than that for
        // clients of its older call, even where they have asked about more.
        long longest = one ? end - next : Math.max(end - next, StructuredReplies.LONGEST_EXTENT);
        long told = Math.min(until - next, longest);
        append(told, status);
        if (!full) {
            next += told;
        }
        full |= next >= end;
        return !full;
    }

    private void append(long length, long status) {
        if (count > 0 && statuses[count - 1] == status) {
            lengths[count - 1] += length;
            return;
        }
        if (count == (one ? 1 : MOST)) {
            full = true;
            return;
        }
        if (count == lengths.length) {
            lengths = Arrays.copyOf(lengths, 2 * count);
            statuses = Arrays.copyOf(statuses, 2 * count);
        }
        lengths[count] = length;
        statuses[count++] = status;
    }

    /** Cuts off what lies beyond the end of the export: a disk may be larger than its export, for example since a client has connected. */
    void endAt(long size) {
        if (next > size) {
            lengths[count - 1] -= next - size;
            next = size;
        }
    }

    int count() {
        return count;
    }

    long length(int index) {
        return lengths[index];
    }

    long status(int index) {
        return statuses[index];
    }
}
