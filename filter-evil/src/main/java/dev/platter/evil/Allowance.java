// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** The number of bits that may still be corrupted, over all connections. */
final class Allowance {
    private final boolean limited;
    private final AtomicLong left;

    Allowance(OptionalLong count) {
        limited = count.isPresent();
        left = new AtomicLong(count.orElse(0));
    }

    boolean isLimited() {
        return limited;
    }

    /** Whether any bit is left. */
    boolean lasts() {
        return !limited || left.get() > 0;
    }

    /**
     * Takes one bit.
     *
     * @return whether there was one left
     */
    boolean take() {
        return !limited || left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
}
