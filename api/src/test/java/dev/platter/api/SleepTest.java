// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.nbd.NbdError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SleepTest {
    private static final Client NOBODY = new AnonymousClient();

    /** A server whose wakeups come at once, or never. */
    private static final class Clock implements Context {
        private final CompletableFuture<Void> alarm = new CompletableFuture<>();
        private final boolean wakes;
        private final boolean early;

        Clock(boolean wakes, boolean early) {
            this.wakes = wakes;
            this.early = early;
        }

        @Override
        public Future<?> schedule(Client client, Duration delay, Wakeup task) {
            if (wakes) {
                task.wake(early);
            }
            return alarm;
        }

        @Override
        public System.Logger logger() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ThreadModel threadModel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Metrics metrics() {
            throw new UnsupportedOperationException();
        }

        @Override
        public BufferAllocator buffers() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Path temporaryFolder() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Path> persistentFolder() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Client client() {
            return NOBODY;
        }

        @Override
        public Executor workers() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<?> schedule(Duration delay, Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void sizeChanged() {}

        @Override
        public void shutdown(String reason) {}
    }

    @Test
    void aFullSleepReturns() throws DiskException {
        new Clock(true, false).sleep(NOBODY, Duration.ofHours(1));
    }

    @Test
    void aSleepThatIsWokenEarlyFails() {
        DiskException e =
                assertThrows(DiskException.class, () -> new Clock(true, true).sleep(NOBODY, Duration.ofHours(1)));
        assertEquals(NbdError.ESHUTDOWN, e.error());
        assertEquals("the connection ended during a wait of PT1H", e.getMessage());
    }

    @Test
    void anInterruptEndsTheSleepAndCancelsItsWakeup() {
        Clock clock = new Clock(false, false);
        Thread.currentThread().interrupt();
        DiskException e = assertThrows(DiskException.class, () -> clock.sleep(NOBODY, Duration.ofHours(1)));
        assertTrue(Thread.interrupted());
        assertEquals(NbdError.ESHUTDOWN, e.error());
        assertTrue(clock.alarm.isCancelled());
    }
}
