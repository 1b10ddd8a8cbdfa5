// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LoaderWatchTest {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(20);

    private static LoaderWatch unreferenced() {
        return new LoaderWatch(new URLClassLoader(new URL[0]));
    }

    @Test
    void aLoaderThatNothingHoldsIsCollected() {
        LoaderWatch watch = unreferenced();

        assertTrue(watch.isGoneWithin(LONG));
        assertEquals("it is gone", watch.whatHoldsIt());
    }

    @Test
    void aThreadThatHoldsTheLoaderIsNamed() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        Thread holder = holdBy(over);
        LoaderWatch watch = new LoaderWatch(holder.getContextClassLoader());

        assertFalse(watch.isGoneWithin(SHORT));
        assertTrue(watch.whatHoldsIt().contains("the thread 'holder' has it"), watch.whatHoldsIt());

        over.countDown();
        holder.join();
        holder.setContextClassLoader(null);
        assertTrue(watch.isGoneWithin(LONG));
    }

    private static Thread holdBy(CountDownLatch over) {
        Thread holder = Thread.ofPlatform().daemon().name("holder").unstarted(() -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        holder.setContextClassLoader(new URLClassLoader(new URL[0]));
        holder.start();
        return holder;
    }
}
