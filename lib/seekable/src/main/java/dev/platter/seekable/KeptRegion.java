// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

/**
 * A part of the unpacked image that lies uncompressed in the file, and so can be changed in place.
 *
 * @param start the offset of its first byte
 * @param end the offset after its last byte, larger than {@code start}
 * @param name how a person calls it, such as the name of a partition; possibly empty
 */
public record KeptRegion(long start, long end, String name) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the region is empty or begins before the image
     */
    public KeptRegion {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException(
                    "a kept region must have at least one byte, which " + start + "-" + (end - 1) + " has not");
        }
    }

    /** {@return its length, in bytes} */
    public long length() {
        return end - start;
    }

    /**
     * Whether it has all bytes of a range.
     *
     * @param offset where the range begins
     * @param length its length, in bytes
     */
    public boolean contains(long offset, long length) {
        return offset >= start && offset < end && length <= end - offset;
    }

    /** {@return the region with both ends in it, as {@code --keep} takes it, and its name} */
    @Override
    public String toString() {
        return start + "-" + (end - 1) + (name.isEmpty() ? "" : " (" + name + ")");
    }
}
