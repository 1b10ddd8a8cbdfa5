// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import java.io.IOException;

/** Where a disk has data, and where zeroes. */
@FunctionalInterface
interface Layout {
    /**
     * What lies at an offset. One thread asks, and its offsets ascend.
     *
     * @param offset in bytes, smaller than the disk's size
     */
    Stretch at(long offset) throws IOException;

    /** Both disks have zeroes, or at least one may have data. */
    static Layout ofBoth(Layout one, Layout other) {
        return offset -> {
            Stretch first = one.at(offset);
            Stretch second = other.at(offset);
            return new Stretch(Math.min(first.length(), second.length()), first.zeroes() && second.zeroes());
        };
    }

    /** Nothing is known to be zeroes. */
    static Layout unknown() {
        return _ -> new Stretch(Long.MAX_VALUE, false);
    }
}
