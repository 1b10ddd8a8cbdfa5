// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.util.internal.PlatformDependent;

/** How much memory outside of Java's heap there is for the {@link MemoryBudget} of a server. */
public final class UsableMemory {
    private static final long USUAL = 256L << 20;

    /** The part of the memory outside of Java's heap that requests may hold; the rest is for the event loops. */
    private static final double PART = 0.625;

    /** What Java takes besides its heap and this memory, in bytes: code, classes, threads. */
    private static final long REST_OF_JAVA = 64L << 20;

    /** So much is tried even in a control group that is too small for it. */
    private static final long LEAST = 16L << 20;

    private UsableMemory() {}

    /**
     * The default for the memory that requests may hold.
     *
     * @return bytes: half of Java's heap and at least 256 MiB, but no more than a part of the memory outside of the
     *     heap
     */
    public static long usual() {
        long wanted = Math.max(USUAL, Runtime.getRuntime().maxMemory() / 2);
        return Math.min(wanted, (long) (largest() * PART));
    }

    /**
     * What a budget must not exceed: requests would fail for want of memory instead of waiting for it, or the system would
     * end the process.
     *
     * @return bytes: what Java may use outside of its heap, {@code -XX:MaxDirectMemorySize}, or as much as the heap
     *     may have; but no more than the heap and the rest of Java leave of the memory of the process's control group
     */
    public static long largest() {
        long left = new ControlGroup().memory() - Runtime.getRuntime().maxMemory() - REST_OF_JAVA;
        return Math.min(PlatformDependent.maxDirectMemory(), Math.max(LEAST, left));
    }
}
