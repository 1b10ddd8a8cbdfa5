// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.log;

import dev.platter.nbd.BlockStatus;

/** The bits of {@code base:allocation} in words. */
final class Allocation {
    private Allocation() {}

    static String named(long status) {
        boolean hole = (status & BlockStatus.HOLE) != 0;
        boolean zero = (status & BlockStatus.ZERO) != 0;
        if (hole) {
            return zero ? "hole,zero" : "hole";
        }
        return zero ? "zero" : "";
    }
}
