// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.multiconn;

import dev.platter.api.AsyncDisk;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One connection, as the others of its group see it: they flush its disk, which is not closed meanwhile. Any thread may call it.
 *
 * <p>It is marked as dirty when a request has ended, and cleaned when a flush begins. So what ends during the flush, and may not be covered by it,
 * makes it dirty again.
 */
final class Member {
    /** Something was read, and a cache of this connection may become stale. */
    static final int READ = 1;

    /** Something was written, and a cache of this connection may have it alone. */
    static final int WRITTEN = 2;

    private final AsyncDisk disk;
    private final AtomicInteger dirt = new AtomicInteger();
    private int holds;

    Member(AsyncDisk disk) {
        this.disk = disk;
    }

    AsyncDisk disk() {
        return disk;
    }

    void mark(int kind) {
        if ((dirt.get() & kind) == 0) {
            dirt.getAndUpdate(was -> was | kind);
        }
    }

    boolean isMarked(int kind) {
        return (dirt.get() & kind) != 0;
    }

    /** Cleans it of some kinds, and returns which of them there were. */
    int takeDirt(int kinds) {
        return (dirt.get() & kinds) == 0 ? 0 : dirt.getAndUpdate(was -> was & ~kinds) & kinds;
    }

    synchronized void hold() {
        holds++;
    }

    synchronized void release() {
        holds--;
        notifyAll();
    }

    /** Waits until no other connection flushes the disk. */
    synchronized void awaitRelease() {
        boolean interrupted = false;
        while (holds > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
