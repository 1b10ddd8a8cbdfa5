// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.api.Completion;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Tells one completion when several calls have ended, with the first failure if there is one. */
final class Finished implements Completion {
    private final AtomicInteger left;
    private final Completion whole;
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

    /**
     * Waits for a number of calls.
     *
     * @param calls how many, at least 1
     */
    Finished(int calls, Completion whole) {
        left = new AtomicInteger(calls);
        this.whole = whole;
    }

    /** Expects one more call; only while not all have ended. */
    void more() {
        left.incrementAndGet();
    }

    @Override
    public void succeeded() {
        if (left.decrementAndGet() == 0) {
            IOException why = failure.get();
            if (why == null) {
                whole.succeeded();
            } else {
                whole.failed(why);
            }
        }
    }

    @Override
    public void failed(IOException error) {
        failure.compareAndSet(null, error);
        succeeded();
    }
}
