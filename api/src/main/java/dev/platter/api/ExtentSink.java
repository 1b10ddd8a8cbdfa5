package dev.platter.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes the extents of a range. They come in ascending order and without gaps. The first must cover the offset that
 * was asked for and may begin before it; the last may end beyond the range. Not the whole range need be covered, but
 * some of it must. Neighbours with equal status are merged.
 *
 * @since 0.1
 */
@ConsumerType
@FunctionalInterface
public interface ExtentSink {
    /**
     * Takes an extent. Called by the thread that looks for them, before the call for extents returns or is completed.
     *
     * @param offset where it begins on the disk, in bytes
     * @param length its length, in bytes, not 0
     * @param status its status: for {@code base:allocation} bits of {@link dev.platter.nbd.BlockStatus}
     * @return whether more is wanted; further extents are ignored after the first false
     * @throws IllegalArgumentException if the extent does not join the one before
     */
    boolean add(long offset, long length, long status);
}
