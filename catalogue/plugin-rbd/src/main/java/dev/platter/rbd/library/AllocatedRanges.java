// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd.library;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.platter.api.ExtentSink;
import dev.platter.libc.ForeignLibrary;
import dev.platter.nbd.BlockStatus;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The parts of an image that have contents, as the library tells them: by object, and so out of order in striped images. */
public final class AllocatedRanges {
    private static final long HOLE = BlockStatus.HOLE | BlockStatus.ZERO;

    private final List<long[]> ranges = new ArrayList<>();

    MemorySegment callback(Arena arena) {
        MethodHandle add;
        try {
            add = MethodHandles.lookup()
                    .findVirtual(
                            AllocatedRanges.class,
                            "add",
                            MethodType.methodType(int.class, long.class, long.class, int.class, MemorySegment.class))
                    .bindTo(this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return ForeignLibrary.callback(
                add, FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS), arena);
    }

    /** Called by the library, on threads of its own, one at a time. */
    @SuppressWarnings("unused") // called by its name
    private int add(long offset, long length, int exists, MemorySegment argument) {
        if (exists != 0) {
            synchronized (ranges) {
                ranges.add(new long[] {offset, offset + length});
            }
        }
        return 0;
    }

    void sort() {
        synchronized (ranges) {
            ranges.sort(Comparator.comparingLong(range -> range[0]));
        }
    }

    /**
     * Reports a range that was asked for.
     *
     * @param offset where it begins, in bytes
     * @param length its length, in bytes
     * @param sink takes data and holes
     */
    public void report(long offset, long length, ExtentSink sink) {
        long at = offset;
        long end = offset + length;
        synchronized (ranges) {
            for (long[] range : ranges) {
                long from = Math.max(range[0], at);
                long to = Math.min(range[1], end);
                if (from >= to) {
                    continue;
                }
                if (from > at && !sink.add(at, from - at, HOLE)) {
                    return;
                }
                if (!sink.add(from, to - from, 0)) {
                    return;
                }
                at = to;
            }
        }
        if (at < end) {
            sink.add(at, end - at, HOLE);
        }
    }
}
