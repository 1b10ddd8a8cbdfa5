// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.spread;

import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The parts of one request. Each thread that runs it takes the next part until there are no more. */
final class Parts implements Runnable {
    private final int count;
    private final int each;
    private final int length;
    private final Work work;
    private final Completion completion;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger unfinished;
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

    Parts(int count, int each, int length, Work work, Completion completion) {
        this.count = count;
        this.each = each;
        this.length = length;
        this.work = work;
        this.completion = completion;
        unfinished = new AtomicInteger(count);
    }

    @Override
    public void run() {
        for (int next = begun.getAndIncrement(); next < count; next = begun.getAndIncrement()) {
            workOn(next * each);
            if (unfinished.decrementAndGet() == 0) {
                complete();
            }
        }
    }

    private void workOn(int index) {
        if (failure.get() != null) {
            return;
        }
        try {
            work.on(index, Math.min(each, length - index));
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, new DiskException(NbdError.EIO, "unexpected " + e, e));
        }
    }

    private void complete() {
        IOException failed = failure.get();
        if (failed == null) {
            completion.succeeded();
        } else {
            completion.failed(failed);
        }
    }
}
