// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import dev.platter.api.ExtentSink;
import dev.platter.nbd.BlockStatus;

/** Reports parts with objects as data, and those between them as holes. */
final class ExtentsOfParts {
    private final long length;
    private final ExtentSink sink;
    private long at;
    private boolean wanted = true;

    /**
     * Begins with a part.
     *
     * @param length of each part, in bytes
     * @param first the number of the first one
     */
    ExtentsOfParts(long length, long first, ExtentSink sink) {
        this.length = length;
        this.sink = sink;
        at = first;
    }

    /** Takes the next part that has an object, and tells whether more are wanted. */
    boolean found(long index) {
        addHole(index);
        wanted = wanted && sink.add(index * length, length, 0);
        at = index + 1;
        return wanted;
    }

    /** Ends before a part: none of those that are left has an object. */
    void finish(long end) {
        addHole(end);
    }

    private void addHole(long end) {
        wanted = wanted
                && (at == end || sink.add(at * length, (end - at) * length, BlockStatus.HOLE | BlockStatus.ZERO));
    }
}
