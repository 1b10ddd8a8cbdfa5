// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps changes of whole blocks away from a block that is read, changed and written back, which would undo them. No thread waits: a request whose
 * range is not free goes on when it is, on the thread that has freed it.
 *
 * <p>Ranges are granted in the order in which they were asked for, as far as they overlap. While no block is being read, changed and written
 * back, asking costs a lock that is held for some instructions.
 */
public final class BlockLocks {
    /** All that hold or wait, in the order of their arrival. */
    private final Hold ring = new Hold(0, 0, false, () -> {});

    private final ArrayDeque<Hold> granted = new ArrayDeque<>();
    private boolean granting;
    private int exclusive;
    private int waiting;

    /** Begins with every range free. */
    public BlockLocks() {
        ring.before = ring;
        ring.after = ring;
    }

    /** A range that is held, or waited for. */
    static final class Hold {
        private final long from;
        private final long to;
        private final boolean alone;
        private final Runnable task;
        private Hold before = this;
        private Hold after = this;
        private boolean waits;

        private Hold(long from, long to, boolean alone, Runnable task) {
            this.from = from;
            this.to = to;
            this.alone = alone;
            this.task = task;
        }

        private boolean excludes(Hold other) {
            return (alone || other.alone) && from < other.to && other.from < to;
        }
    }

    /**
     * Describes a range to ask for.
     *
     * @param offset where it begins, in bytes
     * @param length its length, in bytes
     * @param alone whether no other request may hold a part of the range; otherwise it may be shared with requests that are not alone
     * @param task runs once the range is held
     */
    Hold prepare(long offset, long length, boolean alone, Runnable task) {
        return new Hold(offset, offset + length, alone, task);
    }

    /** Asks for a range. If it is free, its task runs before this returns, otherwise later, on another thread. */
    void acquire(Hold hold) {
        synchronized (this) {
            hold.waits = (hold.alone || exclusive > 0) && isExcluded(hold, ring);
            hold.before = ring.before;
            hold.after = ring;
            ring.before.after = hold;
            ring.before = hold;
            exclusive += hold.alone ? 1 : 0;
            if (hold.waits) {
                waiting++;
                return;
            }
        }
        hold.task.run();
    }

    /** Whether an earlier request holds, or will hold, a part of a range. */
    private boolean isExcluded(Hold hold, Hold end) {
        for (Hold other = ring.after; other != end; other = other.after) {
            if (other.excludes(hold)) {
                return true;
            }
        }
        return false;
    }

    /** Gives a range back, and lets those go on who have waited for it. */
    void release(Hold hold) {
        synchronized (this) {
            hold.before.after = hold.after;
            hold.after.before = hold.before;
            exclusive -= hold.alone ? 1 : 0;
            if (waiting == 0) {
                return;
            }
            granted.addAll(freed());
            // A task that ends at once comes here again. Its successors run in the loop below, not in a deeper call.
            if (granting) {
                return;
            }
            granting = true;
        }
        for (Hold next = next(); next != ring; next = next()) {
            next.task.run();
        }
    }

    private List<Hold> freed() {
        List<Hold> freed = new ArrayList<>();
        for (Hold other = ring.after; other != ring; other = other.after) {
            if (other.waits && !isExcluded(other, other)) {
                other.waits = false;
                waiting--;
                freed.add(other);
            }
        }
        return freed;
    }

    /** The next whose range was granted, or the ring itself if there are no more. */
    private synchronized Hold next() {
        Hold next = granted.poll();
        granting = next != null;
        return next == null ? ring : next;
    }
}
