// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.regions;

import dev.platter.api.AsyncDisk;

/**
 * A region of a disk.
 *
 * @param start where it begins on the disk, in bytes
 * @param length its length, in bytes, not 0
 * @param disk what is there, from its own offset 0 on; it may be longer than the region
 */
record Region(long start, long length, AsyncDisk disk) {
    long end() {
        return start + length;
    }

    /** Whether a range that begins in this region ends in it. */
    boolean holds(long offset, long length) {
        return length <= end() - offset;
    }
}
