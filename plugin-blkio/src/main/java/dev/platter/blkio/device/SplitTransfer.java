// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.device;

import dev.platter.api.Completion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A read or write that is longer than the device takes, as several side by side. The client's buffer is free when the
 * last of them has ended, also if one has failed before.
 */
final class SplitTransfer implements Completion {
    private final ByteBuffer buffer;
    private final Completion whole;
    private final AtomicInteger left;
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

    SplitTransfer(ByteBuffer buffer, int pieces, Completion whole) {
        this.buffer = buffer;
        this.whole = whole;
        left = new AtomicInteger(pieces);
    }

    @Override
    public void succeeded() {
        if (left.decrementAndGet() > 0) {
            return;
        }
        IOException first = failure.get();
        if (first == null) {
            buffer.position(buffer.limit());
            whole.succeeded();
        } else {
            whole.failed(first);
        }
    }

    @Override
    public void failed(IOException error) {
        failure.compareAndSet(null, error);
        succeeded();
    }
}
