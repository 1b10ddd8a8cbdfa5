// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Completion;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A call that begins on one thread and may complete on another before it has returned: the reply to what a call has sent
 * may arrive while the call still holds the socket. Its end is passed on when it has both completed and returned, so that
 * its disk is not closed, nor its state handed over, under a running call.
 */
final class BegunCall implements Completion {
    private static final int COMPLETED = 1;
    private static final int RETURNED = 2;
    private static final int BOTH = COMPLETED | RETURNED;

    private final Completion completion;
    private final AtomicInteger seen = new AtomicInteger();

    /** Written before the call counts as completed. */
    private @Nullable IOException failure;

    BegunCall(Completion completion) {
        this.completion = completion;
    }

    @Override
    public void succeeded() {
        see(COMPLETED);
    }

    @Override
    public void failed(IOException error) {
        if ((seen.get() & COMPLETED) == 0) {
            failure = error;
            see(COMPLETED);
        }
    }

    void returned() {
        see(RETURNED);
    }

    private void see(int event) {
        int before = seen.getAndAccumulate(event, (events, more) -> events | more);
        if (before != BOTH && (before | event) == BOTH) {
            tell();
        }
    }

    private void tell() {
        IOException error = failure;
        if (error == null) {
            completion.succeeded();
        } else {
            completion.failed(error);
        }
    }
}
