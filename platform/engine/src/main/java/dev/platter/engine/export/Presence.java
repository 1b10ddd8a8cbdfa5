// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Registration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether somebody still waits for the requests of a connection, with the tasks to run when that ends. Ends once; all
 * methods may be called by any thread.
 */
public final class Presence {
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    /** Creates a presence that lasts until {@link #end}. */
    public Presence() {}

    /**
     * Whether it has ended.
     *
     * @return true after {@link #end}
     */
    public boolean isOver() {
        return over;
    }

    /** Ends it, and runs the tasks. A second call does nothing. */
    public void end() {
        over = true;
        for (Watch watch : watches) {
            try {
                watch.run();
            } catch (OutOfMemoryError e) {
                // The system has no thread for this task. Others wait to be told as well.
            }
        }
    }

    /**
     * Adds a task for the end.
     *
     * @param task runs once, on the thread that ends the presence, or at once if it is over; must return at once
     * @return takes the task back
     */
    public Registration whenOver(Runnable task) {
        Watch watch = new Watch(task);
        watches.add(watch);
        // end() sets the flag, then scans; we add, then read the flag. One of the two sees the other.
        if (over) {
            watch.run();
        }
        return watch;
    }

    private final class Watch implements Registration {
        private final Runnable task;

        Watch(Runnable task) {
            this.task = task;
        }

        void run() {
            if (watches.remove(this)) {
                task.run();
            }
        }

        @Override
        public void close() {
            watches.remove(this);
        }
    }
}
