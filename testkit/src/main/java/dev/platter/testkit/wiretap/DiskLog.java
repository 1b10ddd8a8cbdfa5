// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.wiretap;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The calls of one disk: which are under way, and whether it was closed. Many threads may call it. */
final class DiskLog {
    private final Wiretap tap;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

    DiskLog(Wiretap tap) {
        this.tap = tap;
    }

    Wiretap tap() {
        return tap;
    }

    /** The work of one call. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** A call that ends when it returns. */
    void call(String call, boolean mayWait, Work work) throws IOException {
        begins(call);
        try {
            watched(call, mayWait, work);
        } catch (IOException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            escaped(call, e);
            throw e;
        } finally {
            ends(call);
        }
    }

    /** A call, which may wait or must not. */
    void watched(String call, boolean mayWait, Work work) throws IOException {
        if (mayWait) {
            work.run();
            return;
        }
        long begun = tap.waits().begin(call);
        try {
            work.run();
        } finally {
            tap.waits().end(call, begun);
        }
    }

    void escaped(String call, Throwable thrown) {
        tap.found(Rules.EXCEPTIONS, call + " threw " + thrown);
    }

    void begins(String call) {
        if (closed.get()) {
            tap.found(Rules.CLOSE, call + " came after close");
        }
        underWay.incrementAndGet();
        tap.enters(call);
    }

    void ends(String call) {
        tap.leaves(call);
        underWay.decrementAndGet();
    }

    void close(Work work) throws IOException {
        if (!closed.compareAndSet(false, true)) {
            tap.found(Rules.CLOSE, "close came a second time");
        }
        if (underWay.get() > 0) {
            tap.found(Rules.CLOSE, "close came while " + underWay + " calls were under way");
        }
        tap.sawClose();
        work.run();
    }
}
