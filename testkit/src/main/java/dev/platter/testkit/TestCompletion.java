// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import java.io.IOException;

/** Remembers how a call ended, and fails if it is completed twice. Any thread may complete it. */
public final class TestCompletion implements Completion {
    private String outcome = "pending";

    /** Makes a completion that is pending. */
    public TestCompletion() {}

    /**
     * How the call ended.
     *
     * @return {@code pending}, {@code succeeded}, or the error's name, if it has one, and its sentence
     */
    public synchronized String outcome() {
        return outcome;
    }

    @Override
    public void succeeded() {
        end("succeeded");
    }

    @Override
    public void failed(IOException error) {
        end(error instanceof DiskException known ? known.error() + " " + known.getMessage() : error.getMessage());
    }

    private synchronized void end(String how) {
        if (!outcome.equals("pending")) {
            throw new AssertionError("told twice: " + outcome + ", and then " + how);
        }
        outcome = how;
    }
}
