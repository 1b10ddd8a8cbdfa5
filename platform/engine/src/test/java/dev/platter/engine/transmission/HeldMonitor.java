// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The monitor of an object, held by another thread, so that a thread that wants it has to wait. The monitor is given up after
 * some seconds, since that thread cannot be interrupted, and {@link #close} then fails the test.
 */
final class HeldMonitor implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 5;

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread holder;
    private volatile boolean inTime;

    HeldMonitor(Object of) throws InterruptedException {
        holder = Thread.ofPlatform().daemon().start(() -> hold(of));
        held.await();
    }

    /** The monitor of a part of an object that shows it to nobody. */
    static HeldMonitor ofPart(Object whole, String field) throws ReflectiveOperationException, InterruptedException {
        Field part = whole.getClass().getDeclaredField(field);
        part.setAccessible(true);
        return new HeldMonitor(part.get(whole));
    }

    private void hold(Object of) {
        synchronized (of) {
            held.countDown();
            try {
                inTime = closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            holder.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertTrue(inTime, "something has waited for the monitor for " + PATIENCE_SECONDS + " seconds");
    }
}
