// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The threads that open and close disks, on a system that has no more of them. */
class OpenersTest {
    private final AtomicBoolean scarce = new AtomicBoolean();
    private final Openers openers = new Openers(task -> {
        if (scarce.get()) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        return new Thread(task, "opener");
    });

    @Test
    void taskRunsOnTheThreadThatWasKeptWhenNoOtherCanBeStarted() throws Exception {
        openers.setKeepAliveTime(0, TimeUnit.SECONDS);
        assertEquals("opener", thread());
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (openers.getPoolSize() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        scarce.set(true);
        assertEquals("nbd-reserve", thread());
        openers.shutdown();
    }

    private String thread() throws Exception {
        CompletableFuture<String> name = new CompletableFuture<>();
        openers.execute(() -> name.complete(Thread.currentThread().getName()));
        return name.get(20, TimeUnit.SECONDS);
    }
}
