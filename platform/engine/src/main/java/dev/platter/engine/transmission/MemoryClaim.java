// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import java.util.function.Consumer;

/** A request for memory of the {@link MemoryBudget}. It is granted once, and may be withdrawn before. */
final class MemoryClaim {
    private final MemoryHolder holder;
    private final long bytes;
    private final Consumer<MemoryClaim> granted;
    private final long since = System.nanoTime();

    /**
     * Creates a claim.
     *
     * @param bytes at most {@link MemoryBudget#most}
     * @param granted is called when the claim has its memory; on any thread. If it throws, nobody has the memory, and it
     *     is given back
     */
    MemoryClaim(MemoryHolder holder, long bytes, Consumer<MemoryClaim> granted) {
        this.holder = holder;
        this.bytes = bytes;
        this.granted = granted;
    }

    MemoryHolder holder() {
        return holder;
    }

    long bytes() {
        return bytes;
    }

    /** When it was made, as a {@link System#nanoTime} value. */
    long since() {
        return since;
    }

    boolean isSmall() {
        return holder.isSmall(bytes);
    }

    /** Tells that the claim has its memory. */
    void grant() {
        granted.accept(this);
    }
}
