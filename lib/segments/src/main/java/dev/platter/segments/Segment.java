// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.segments;

import dev.platter.api.AsyncDisk;

/**
 * A range of a disk, and where its bytes are.
 *
 * @param start where it begins, in bytes
 * @param end where it ends, the offset of the first byte after it
 * @param disk has the bytes
 * @param target where they begin there, in bytes
 */
public record Segment(long start, long end, AsyncDisk disk, long target) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative, or the segment is empty
     */
    public Segment {
        if (start < 0 || end <= start || target < 0) {
            throw new IllegalArgumentException("a segment from " + start + " to " + end + " cannot lead to " + target);
        }
    }

    /** What to add to an offset of the whole disk to get that of the disk behind. */
    long distance() {
        return target - start;
    }
}
