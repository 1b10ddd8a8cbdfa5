// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What the filter does to reads, over all connections. Any number of threads may use it. */
final class Corruption {
    private final Evil evil;
    private final Reach reach;
    private final Allowance allowance;
    private final Optional<Path> trigger;
    private final AtomicLong reads = new AtomicLong();

    Corruption(Evil evil, Reach reach, Allowance allowance, Optional<Path> trigger) {
        this.evil = evil;
        this.reach = reach;
        this.allowance = allowance;
        this.trigger = trigger;
    }

    Evil evil() {
        return evil;
    }

    Reach reach() {
        return reach;
    }

    Allowance allowance() {
        return allowance;
    }

    /** Numbers a read that begins. Counting costs a little, so it is done only if the number makes a difference. */
    long nextRead() {
        return evil.varies() ? reads.getAndIncrement() : 0;
    }

    /**
     * Whether a read may come out corrupted. The question that decides most often comes first. The trigger file is
     * looked for last, and only if it makes a difference, so no bit is missed after the file is made.
     */
    boolean concerns(long read, long offset, int length) {
        return evil.touches(read, offset, length)
                && reach.overlaps(offset, length)
                && allowance.lasts()
                && (trigger.isEmpty() || Files.exists(trigger.get()));
    }
}
