// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes what a read knows about holes, so that their zeroes need not be sent. Reporting a hole is optional: the buffer
 * is filled with zeroes all the same, and a client that does not understand holes gets those.
 *
 * <p>One thread at a time calls it, before the read returns or completes; the caller must not keep it. If that read
 * fails, its holes are dropped: a filter that tries again passes a sink of its own, and reports to the real one the
 * holes of the read that succeeded.
 *
 * @since 0.1
 */
@ConsumerType
@FunctionalInterface
public interface HoleSink {
    /** Ignores all holes: for a caller that reads for its own purposes. */
    HoleSink NONE = (index, length) -> {};

    /**
     * Reports that a part of the range is a hole. Holes come in ascending order and do not overlap.
     *
     * @param index where the hole begins, in bytes from the buffer's position at the time of the call to
     *     {@link Disk#read(ByteBuffer, long, HoleSink)}
     * @param length its length, in bytes, not 0
     * @throws IllegalArgumentException if the hole is empty, overlaps one before it or ends beyond the range
     */
    void hole(int index, int length);

    /**
     * A sink that adds a distance to each index and passes the hole on to this one: for a filter that reads a range in
     * pieces, or reads more than was asked for.
     *
     * @param distance what to add to each index: where the piece begins in the whole, in bytes; negative if the piece
     *     begins before it
     * @return the sink to hand on
     */
    default HoleSink shifted(int distance) {
        return (index, length) -> hole(index + distance, length);
    }

    /**
     * A sink that cuts off everything outside of a part of the buffer before it passes a hole on to this one.
     *
     * @param index where the part begins, in bytes
     * @param length its length, in bytes
     * @return the sink to hand on
     */
    default HoleSink clipped(int index, int length) {
        int end = Math.addExact(index, length);
        return (at, size) -> {
            int from = Math.max(at, index);
            int to = at > end - size ? end : at + size;
            if (from < to) {
                hole(from, to - from);
            }
        };
    }
}
