// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What is done to reads, over all connections. Any number of threads may use it. */
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

    /** The number of a read that begins. Counting costs a little, so it is done where it makes a difference. */
    long nextRead() {
        return evil.varies() ? reads.getAndIncrement() : 0;
    }

    /**
     * Whether a read may come out corrupted. What is asked first decides most often; a file is looked for last, and only where it
     * makes a difference: from the moment at which it is made, no bit is missed.
     */
    boolean concerns(long read, long offset, int length) {
        return evil.touches(read, offset, length)
                && reach.overlaps(offset, length)
                && allowance.lasts()
                && (trigger.isEmpty() || Files.exists(trigger.get()));
    }
}
