// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cache;

import dev.platter.overlay.PageSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which pages were used lately, roughly: those of two generations. When the younger one has as many pages as half of the cache, it becomes the
 * older one, and the pages of that are forgotten. Two threads that use the same page at a time may count it twice, which does not matter.
 */
final class Recency {
    private final long most;
    private final AtomicLong count = new AtomicLong();
    private volatile PageSet young = new PageSet();
    private volatile PageSet old = new PageSet();

    /**
     * Begins with every page unused.
     *
     * @param most how many pages the cache may have
     */
    Recency(long most) {
        this.most = Math.max(1, most / 2);
    }

    void use(long first, long end) {
        PageSet now = young;
        if (now.run(first, end) == end - first) {
            return;
        }
        now.add(first, end);
        if (count.addAndGet(end - first) > most) {
            turn();
        }
    }

    private synchronized void turn() {
        if (count.get() > most) {
            old = young;
            young = new PageSet();
            count.set(0);
        }
    }

    boolean isRecent(long page) {
        return young.contains(page) || old.contains(page);
    }
}
