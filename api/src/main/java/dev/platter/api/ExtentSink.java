// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes the extents of a range. They come in ascending order and without gaps. The first must cover the offset that was
 * asked for and may begin before it; the last may end beyond the range. They may cover less than the whole range, but
 * must cover some of it. Neighbours with equal status are merged.
 *
 * <p>One thread at a time calls it, before the call for extents returns or completes; the caller must not keep it. If
 * that call fails, its extents are dropped.
 *
 * <p>A filter that serves a part of a disk changes the sink on the way in, here for a part that begins at {@code start}:
 *
 * {@snippet :
 * next().extents(start + offset, length, sink.clipped(offset, length).shifted(-start), completion);
 * }
 *
 * @since 0.1
 */
@ConsumerType
@FunctionalInterface
public interface ExtentSink {
    /**
     * Takes an extent.
     *
     * @param offset where it begins on the disk, in bytes
     * @param length its length, in bytes, not 0
     * @param status its status: for {@code base:allocation} bits of {@link dev.platter.nbd.BlockStatus}
     * @return whether more extents are wanted; after the first false, further ones are ignored
     * @throws IllegalArgumentException if the length is not positive, or if the extent leaves a gap after the one
     *     before or before the offset that was asked for
     */
    boolean add(long offset, long length, long status);

    /**
     * A sink that adds a distance to each offset and passes the extent on to this one.
     *
     * @param distance what to add to each offset, in bytes; negative to move them towards the beginning
     * @return the sink to hand on
     */
    default ExtentSink shifted(long distance) {
        return (offset, length, status) -> add(offset + distance, length, status);
    }

    /**
     * A sink that cuts off everything outside of a range before it passes an extent on to this one, and wants no more
     * extents once the range is covered.
     *
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes; {@code offset + length} is at most 2^63-1
     * @return the sink to hand on
     */
    default ExtentSink clipped(long offset, long length) {
        long end = Math.addExact(offset, length);
        return (at, size, status) -> {
            long from = Math.max(at, offset);
            long to = at > end - size ? end : at + size;
            boolean wanted = from >= to || add(from, to - from, status);
            return wanted && to < end;
        };
    }
}
