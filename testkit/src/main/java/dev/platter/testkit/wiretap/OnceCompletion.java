// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.wiretap;

import dev.platter.api.Completion;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Passes the first result on and reports a second one. */
final class OnceCompletion implements Completion {
    private final Completion completion;
    private final String call;
    private final DiskLog log;
    private final AtomicBoolean told = new AtomicBoolean();

    OnceCompletion(Completion completion, String call, DiskLog log) {
        this.completion = completion;
        this.call = call;
        this.log = log;
    }

    @Override
    public void succeeded() {
        if (first("success")) {
            completion.succeeded();
        }
    }

    @Override
    public void failed(IOException error) {
        if (first("failure: " + error.getMessage())) {
            completion.failed(error);
        }
    }

    private boolean first(String end) {
        if (!told.compareAndSet(false, true)) {
            log.tap().found(Rules.COMPLETION, call + " was completed a second time: " + end);
            return false;
        }
        log.ends(call);
        return true;
    }
}
