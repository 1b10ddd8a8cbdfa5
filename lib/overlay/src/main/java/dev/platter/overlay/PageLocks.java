// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.overlay;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Locks for changes of pages, held for microseconds. A lock is for a stripe of 64 pages, and for others that share it.
 */
public final class PageLocks {
    /** The number of pages that are locked together. */
    public static final int STRIPE = 64;

    private static final int LOCKS = 64;

    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    /** Begins with every page free. */
    public PageLocks() {
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /**
     * Locks the stripe of a page.
     *
     * @param page the number of the page
     */
    public void lock(long page) {
        lockOf(page).lock();
    }

    /**
     * Gives the stripe of a page back.
     *
     * @param page the number of the page
     */
    public void unlock(long page) {
        lockOf(page).unlock();
    }

    /** Locks all pages. The caller has not locked any. */
    public void lockAll() {
        for (ReentrantLock lock : locks) {
            lock.lock();
        }
    }

    /** Gives all pages back. */
    public void unlockAll() {
        for (ReentrantLock lock : locks) {
            lock.unlock();
        }
    }

    private ReentrantLock lockOf(long page) {
        return locks[(int) (page / STRIPE) & (LOCKS - 1)];
    }
}
