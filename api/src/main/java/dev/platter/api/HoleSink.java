// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes what a read knows about holes, so that they need not travel. To be told is a courtesy: the buffer is filled
 * with zeroes all the same, and a client that does not understand holes gets those.
 *
 * <p>Called by one thread at a time, before the read returns or is completed; not kept afterwards. If that read fails,
 * what was told is void: a filter that tries again hands on a sink of its own, and tells the real one of the holes of
 * the read that succeeded.
 *
 * @since 0.1
 */
@ConsumerType
@FunctionalInterface
public interface HoleSink {
    /** For whoever reads for himself. */
    HoleSink NONE = (index, length) -> {};

    /**
     * Says that a part of the range is a hole. Holes come in ascending order and do not overlap.
     *
     * @param index where the hole begins, in bytes from the buffer's position at the time of the call to
     *     {@link Disk#read(ByteBuffer, long, HoleSink)}
     * @param length its length, in bytes, not 0
     */
    void hole(int index, int length);

    /**
     * A sink in front of this one for a filter that reads a range in pieces, or more than was asked for.
     *
     * @param distance what to add to each index: where the piece begins in the whole, in bytes; negative where the
     *     piece begins before it
     * @return the sink to hand on
     */
    default HoleSink shifted(int distance) {
        return (index, length) -> hole(index + distance, length);
    }

    /**
     * A sink in front of this one that cuts off what lies outside of a part of the buffer.
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
