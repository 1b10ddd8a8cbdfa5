// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three threads sync the same file. */
@Timeout(20)
class SharedSyncTest {
    private final SlowFile file = new SlowFile();
    private final SharedSync sync = new SharedSync(file);

    @Test
    void threadsThatComeDuringASyncShareTheNext() throws Exception {
        List<CompletableFuture<Void>> callers = threeSyncingThreads();

        file.release.release(2);
        for (CompletableFuture<Void> caller : callers) {
            caller.get(10, TimeUnit.SECONDS);
        }

        assertEquals(2, file.syncs);
    }

    @Test
    void afterAFailedSyncNoWaitingThreadSucceeds() throws Exception {
        file.fails = true;
        List<CompletableFuture<Void>> callers = threeSyncingThreads();

        file.release.release(3);
        for (CompletableFuture<Void> caller : callers) {
            assertTrue(caller.handle((nothing, failure) -> failure instanceof CompletionException)
                    .get(10, TimeUnit.SECONDS));
        }

        assertEquals(1, file.syncs);
    }

    /** One thread whose sync runs, and two that wait for it to end. */
    private List<CompletableFuture<Void>> threeSyncingThreads() throws InterruptedException {
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        callers.add(caller());
        file.running.acquire();
        for (int i = 0; i < 2; i++) {
            Thread[] thread = new Thread[1];
            callers.add(caller(thread));
            while (thread[0].getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        return callers;
    }

    private CompletableFuture<Void> caller() {
        return caller(new Thread[1]);
    }

    private CompletableFuture<Void> caller(Thread[] thread) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        thread[0] = Thread.ofPlatform().daemon().start(() -> {
            try {
                sync.sync();
                end.complete(null);
            } catch (IOException e) {
                end.completeExceptionally(new CompletionException(e));
            }
        });
        return end;
    }

    /** Syncs when the test allows it. */
    private static final class SlowFile extends WatchedFile {
        private final Semaphore running = new Semaphore(0);
        private final Semaphore release = new Semaphore(0);
        private volatile int syncs;
        private volatile boolean fails;

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one sync runs at a time: that is what is tested
        public void sync() throws IOException {
            syncs++;
            running.release();
            release.acquireUninterruptibly();
            if (fails) {
                throw new IOException("the disk is gone");
            }
        }
    }
}
