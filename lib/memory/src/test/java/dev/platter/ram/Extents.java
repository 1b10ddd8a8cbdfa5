// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.api.ExtentSink;
import dev.platter.nbd.BlockStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Collects extents as a server does: checks that they join, and merges equal neighbours. */
final class Extents implements ExtentSink {
    /** A run of equal status. */
    record Extent(long offset, long length, long status) {}

    private final List<Extent> extents = new ArrayList<>();
    private final int limit;

    private Extents(int limit) {
        this.limit = limit;
    }

    /** All extents of a range, with as many calls as that needs. */
    static List<Extent> of(Memory memory, long offset, long length) throws IOException {
        Extents all = new Extents(Integer.MAX_VALUE);
        long at = offset;
        while (at < offset + length) {
            memory.extents(at, offset + length - at, all);
            long reached = all.end();
            if (reached <= at) {
                throw new AssertionError("no extent covers " + at);
            }
            at = reached;
        }
        return all.extents;
    }

    /** The extents that one call reports if at most {@code limit} are wanted. */
    static List<Extent> once(Memory memory, long offset, long length, int limit) throws IOException {
        Extents some = new Extents(limit);
        memory.extents(offset, length, some);
        return some.extents;
    }

    static Extent hole(long offset, long length) {
        return new Extent(offset, length, BlockStatus.HOLE | BlockStatus.ZERO);
    }

    static Extent data(long offset, long length) {
        return new Extent(offset, length, BlockStatus.DATA);
    }

    /** Zeroes that take memory. */
    static Extent zero(long offset, long length) {
        return new Extent(offset, length, BlockStatus.ZERO);
    }

    @Override
    public boolean add(long offset, long length, long status) {
        if (extents.size() >= limit) {
            throw new AssertionError("asked for no more than " + limit + " extents");
        }
        if (length <= 0 || (!extents.isEmpty() && offset != end())) {
            throw new AssertionError("extent " + offset + "+" + length + " does not join " + extents);
        }
        if (status == BlockStatus.HOLE) {
            throw new AssertionError("status " + status);
        }
        if (!extents.isEmpty() && extents.getLast().status() == status) {
            Extent last = extents.removeLast();
            extents.add(new Extent(last.offset(), last.length() + length, status));
        } else {
            extents.add(new Extent(offset, length, status));
        }
        return extents.size() < limit;
    }

    private long end() {
        Extent last = extents.getLast();
        return last.offset() + last.length();
    }
}
