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

/** The leaks that Netty reports from {@link #collect} on, including those that it would report later. */
final class LeakReports extends Handler implements AutoCloseable {
    /** The last of them finds what lost buffers refer to. */
    private static final int COLLECTIONS = 3;

    private static final long PATIENCE_MILLIS = 100;

    /** Kept, since a logger without references is collected with its handlers. */
    private final Logger logger = Logger.getLogger(ResourceLeakDetector.class.getName());

    private final List<String> reports = new ArrayList<>();

    private LeakReports() {}

    static LeakReports collect() {
        LeakReports reports = new LeakReports();
        reports.logger.addHandler(reports);
        // The failure shows them.
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
        // Reports are not buffered.
    }

    /** Ends the collection, and fails if there is a report. */
    @Override
    public void close() {
        for (int i = 0; i < COLLECTIONS; i++) {
            collectGarbage();
            // The detector looks for lost buffers at each allocation.
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

    /**
     * Returns when a collection has taken everything that was unreachable before it, and Java has told those who wait
     * for that.
     */
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
