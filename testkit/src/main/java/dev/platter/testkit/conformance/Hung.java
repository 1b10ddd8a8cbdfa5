// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import org.jspecify.annotations.Nullable;

/** A failure that leaves a call behind which has not returned. */
final class Hung extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final transient TrialThreads threads;

    Hung(String message, @Nullable Throwable cause, TrialThreads threads) {
        super(message, cause);
        this.threads = threads;
    }

    /** The threads of the trial, some of which may never end. */
    TrialThreads threads() {
        return threads;
    }
}
