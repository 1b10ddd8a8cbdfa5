// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.count;

import dev.platter.api.Completion;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/** Counts the bytes of a request when it has succeeded. */
record Counted(LongAdder total, long bytes, Completion completion) implements Completion {
    @Override
    public void succeeded() {
        total.add(bytes);
        completion.succeeded();
    }

    @Override
    public void failed(IOException error) {
        completion.failed(error);
    }
}
