// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.api.Completion;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Ends a write when it was both sent and answered. A server may refuse a write while its payload is still being sent, and
 * the owner of the payload uses that memory again once it is told: the server would get another request's bytes.
 */
final class WriteEnding implements Ending<@Nullable Void> {
    private static final int SENT = 1;
    private static final int ANSWERED = 2;
    private static final int BOTH = SENT | ANSWERED;

    private final Completion completion;
    private final AtomicInteger seen = new AtomicInteger();

    /** Written before the write counts as answered. */
    private @Nullable IOException failure;

    WriteEnding(Completion completion) {
        this.completion = completion;
    }

    @Override
    public void sent() {
        see(SENT);
    }

    @Override
    public void succeeded(@Nullable Void result) {
        see(ANSWERED);
    }

    @Override
    public void failed(IOException error) {
        failure = error;
        see(ANSWERED);
    }

    private void see(int event) {
        int before = seen.getAndAccumulate(event, (events, more) -> events | more);
        if (before != BOTH && (before | event) == BOTH) {
            IOException error = failure;
            if (error == null) {
                completion.succeeded();
            } else {
                completion.failed(error);
            }
        }
    }
}
