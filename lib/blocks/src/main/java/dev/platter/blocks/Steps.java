// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocks;

import dev.platter.api.Completion;
import java.io.IOException;

/**
 * Carries out a request as a row of others, one after the other; this is the completion of each of them. One that completes before its call
 * returns is followed in a loop, not in a deeper call, so the stack does not grow with the number of steps. One that completes later is followed
 * on the thread that has completed it. The first failure ends the whole.
 *
 * <p>{@link dev.platter.api.Pieces} does the same for steps that are equally long.
 */
public abstract class Steps implements Completion {
    private final Completion whole;
    private boolean looping;
    private boolean completed;

    /**
     * A row of requests.
     *
     * @param whole is told when there are no more steps, or when one has failed
     */
    protected Steps(Completion whole) {
        this.whole = whole;
    }

    /**
     * Begins the next step, which completes this exactly once. Must not throw, and must not touch its fields when the step has begun.
     *
     * @return false if there are no more steps; nothing has begun then
     */
    protected abstract boolean begin();

    /** Begins with the first step. Returns when all are done, or when one is to complete later. */
    public final void run() {
        boolean more = true;
        while (more) {
            synchronized (this) {
                looping = true;
                completed = false;
            }
            if (!begin()) {
                whole.succeeded();
                return;
            }
            synchronized (this) {
                looping = false;
                more = completed;
            }
        }
    }

    @Override
    public void succeeded() {
        synchronized (this) {
            completed = true;
            if (looping) {
                return;
            }
        }
        run();
    }

    @Override
    public void failed(IOException error) {
        whole.failed(error);
    }
}
