// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.count;

import java.util.concurrent.atomic.LongAdder;

/** How many bytes all clients have read, written, zeroed and trimmed. Any thread may add to them. */
record Counts(LongAdder read, LongAdder written, LongAdder zeroed, LongAdder trimmed) {
    Counts() {
        this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
    }

    /** In nbdkit's words. */
    @Override
    public String toString() {
        return "count bytes: read " + read.sum() + ", written " + written.sum() + ", zeroed " + zeroed.sum()
                + ", trimmed " + trimmed.sum();
    }
}
