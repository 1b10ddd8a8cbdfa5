// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A failure that leaves a call behind which has not returned. */
final class Hung extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final transient BooleanSupplier hangs;
    private final transient TrialThreads threads;

    /**
     * Makes a failure.
     *
     * @param hangs whether the call has still not returned; threads of the trial may wait for work much longer
     */
    Hung(String message, @Nullable Throwable cause, BooleanSupplier hangs, TrialThreads threads) {
        super(message, cause);
        this.hangs = hangs;
        this.threads = threads;
    }

    /** Whether the call returns in time. */
    boolean endsIn(Duration farewell) {
        long deadline = System.nanoTime() + farewell.toNanos();
        while (hangs.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(1_000_000);
        }
        return true;
    }

    /** What the threads of the trial are doing. */
    String stacks() {
        return threads.stacks();
    }
}
