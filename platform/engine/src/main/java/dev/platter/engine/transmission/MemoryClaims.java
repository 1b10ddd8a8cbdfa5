// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one connection wants of the {@link MemoryBudget}: one request at a time. Belongs to its event loop. */
final class MemoryClaims {
    private final MemoryBudget budget;
    private final Consumer<Runnable> onLoop;
    private final Runnable resume;
    private MemoryBudget.@Nullable Claim waiting;
    private boolean granted;

    /**
     * For a connection that wants nothing yet.
     *
     * @param onLoop runs a task on the event loop; called by any thread
     * @param resume is run there when {@link #obtain} had better be called again
     */
    MemoryClaims(MemoryBudget budget, Consumer<Runnable> onLoop, Runnable resume) {
        this.budget = budget;
        this.onLoop = onLoop;
        this.resume = resume;
    }

    /** Gets memory for a request; if there is none now, the same request is to ask again. */
    boolean obtain(long bytes) {
        if (waiting != null) {
            if (granted) {
                waiting = null;
                granted = false;
                return true;
            }
            return false;
        }
        MemoryBudget.Claim claim = new MemoryBudget.Claim(bytes, () -> onLoop.accept(this::grant));
        if (budget.take(claim)) {
            return true;
        }
        waiting = claim;
        return false;
    }

    boolean isWaiting() {
        return waiting != null && !granted;
    }

    private void grant() {
        if (waiting != null) {
            granted = true;
            resume.run();
        }
    }

    /** Gives back what was obtained. */
    void give(long bytes) {
        if (bytes > 0) {
            budget.give(bytes);
        }
    }

    /** Wants nothing any more. */
    void abandon() {
        if (waiting != null) {
            if (!budget.withdraw(waiting)) {
                budget.give(waiting.bytes());
            }
            waiting = null;
        }
    }
}
