// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import dev.platter.api.DiskException;
import dev.platter.api.parameters.Region;
import dev.platter.nbd.NbdError;
import java.util.List;

/**
 * The parts of the disk that may be corrupted.
 *
 * @param ranges those parts; none for the whole disk
 */
record Reach(List<Region> ranges) {
    boolean isEverywhere() {
        return ranges.isEmpty();
    }

    boolean overlaps(long offset, int length) {
        if (isEverywhere()) {
            return true;
        }
        for (Region range : ranges) {
            if (range.overlaps(offset, length)) {
                return true;
            }
        }
        return false;
    }

    boolean contains(long offset) {
        return overlaps(offset, 1);
    }

    /**
     * Checks that the ranges lie on a disk.
     *
     * @param size of the disk, in bytes
     * @throws DiskException if one does not
     */
    void check(long size) throws DiskException {
        for (Region range : ranges) {
            boolean open = range.last() == Long.MAX_VALUE;
            if (range.start() >= size || (!open && range.last() >= size)) {
                throw new DiskException(
                        NbdError.EINVAL,
                        "evil-range=" + range + " reaches beyond the end of the disk behind, which has " + size
                                + " bytes: end it at " + (size - 1) + " or before, or write START- for the rest");
            }
        }
    }
}
