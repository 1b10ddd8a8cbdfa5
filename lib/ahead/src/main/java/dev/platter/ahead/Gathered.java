// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ahead;

import dev.platter.api.Completion;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Ends a request when all of its parts have ended, so that none of them touches the buffer any more. Of several failures, the first counts. */
public final class Gathered implements Completion {
    private final ByteBuffer into;
    private final Completion whole;
    private int missing;
    private @Nullable IOException failure;

    /**
     * Begins to wait.
     *
     * @param into the buffer of the whole, whose position is put to its limit at the end
     * @param parts how many parts will end, at least 1
     * @param whole told when all have
     */
    public Gathered(ByteBuffer into, int parts, Completion whole) {
        this.into = into;
        this.whole = whole;
        missing = parts;
    }

    @Override
    public void succeeded() {
        end(null);
    }

    @Override
    public void failed(IOException error) {
        end(error);
    }

    private void end(@Nullable IOException error) {
        IOException first;
        synchronized (this) {
            if (failure == null) {
                failure = error;
            }
            missing--;
            if (missing > 0) {
                return;
            }
            first = failure;
        }
        if (first == null) {
            into.position(into.limit());
            whole.succeeded();
        } else {
            whole.failed(first);
        }
    }
}
