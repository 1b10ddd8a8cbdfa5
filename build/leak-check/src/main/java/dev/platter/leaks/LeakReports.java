// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.leaks;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What Netty has reported from {@link #collect} on, and at last what it would have reported later. */
final class LeakReports extends Handler implements AutoCloseable {
    /** What a lost buffer refers to is found by the next collection at the latest. */
    private static final int COLLECTIONS = 3;

    private static final long PATIENCE_MILLIS = 100;

    /** Kept, since loggers that nobody refers to are collected with their handlers. */
    private final Logger logger = Logger.getLogger(ResourceLeakDetector.class.getName());

    private final List<String> reports = new ArrayList<>();

    private LeakReports() {}

    static LeakReports collect() {
        LeakReports reports = new LeakReports();
        reports.logger.addHandler(reports);
        // They are told in the failure.
        reports.logger.setUseParentHandlers(false);
        return reports;
    }

    @Override
    public synchronized void publish(LogRecord message) {
        if (message.getLevel().intValue() >= Level.WARNING.intValue()
                && message.getMessage().contains("LEAK:")) {
            reports.add(message.getMessage());
        }
    }

    @Override
    public void flush() {
        // Nothing waits.
    }

    /** Ends the collection, and fails if there is a report. */
    @Override
    public void close() {
        for (int i = 0; i < COLLECTIONS; i++) {
            collectGarbage();
            // The detector looks for what was lost whenever something new is allocated.
            PooledByteBufAllocator.DEFAULT.directBuffer(1).release();
        }
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
        synchronized (this) {
            if (!reports.isEmpty()) {
                throw new AssertionError(reports.size() + " buffers were lost in the tests of this module:\n"
                        + String.join("\n", reports));
            }
        }
    }

    /** Returns when a collection has taken what was unreachable before it, and Java has told who waits to hear of it. */
    private static void collectGarbage() {
        ReferenceQueue<Object> told = new ReferenceQueue<>();
        PhantomReference<Object> witness = new PhantomReference<>(new Object(), told);
        try {
            do {
                System.gc();
            } while (told.remove(PATIENCE_MILLIS) == null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a collection", e);
        } finally {
            Reference.reachabilityFence(witness);
        }
    }
}
