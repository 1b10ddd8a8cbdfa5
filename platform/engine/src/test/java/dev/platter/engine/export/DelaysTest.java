// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scheduled tasks run early when their client goes or the server stops. A reported change of size makes open disks stale. */
@Timeout(20)
class DelaysTest {
    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final Client NOBODY = new ServerItself("", false, new Presence());

    private final AtomicLong size = new AtomicLong(100);
    private @Nullable Context context;

    @NbdPlugin(name = "late", summary = "late", threadModel = ThreadModel.PARALLEL)
    private final class Late implements Plugin {
        @Override
        public void start(Context started) {
            context = started;
        }

        @Override
        public Disk open(Client client) {
            return new FakeDisk(size.get(), () -> {});
        }
    }

    /** Keeps the first message. */
    private static final class Log implements System.Logger {
        private final CompletableFuture<String> message = new CompletableFuture<>();

        @Override
        public String getName() {
            return "log";
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.compareTo(Level.WARNING) >= 0;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String text, @Nullable Throwable thrown) {
            message.complete(text);
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... parameters) {
            if (isLoggable(level)) {
                message.complete(format);
            }
        }
    }

    private final Log log = new Log();
    private final Chain chain =
            Chain.of("late", new Late()).loggers(name -> log).build();

    @BeforeEach
    void start() throws IOException {
        chain.prepare();
        chain.start(reason -> {});
    }

    @AfterEach
    void stop() {
        chain.stop();
    }

    private Context context() {
        return Objects.requireNonNull(context);
    }

    private CompletableFuture<Boolean> early(Duration delay) {
        CompletableFuture<Boolean> early = new CompletableFuture<>();
        assertFalse(context().schedule(NOBODY, delay, early::complete).isCancelled());
        return early;
    }

    @Test
    void aTaskRunsWhenItsTimeHasPassed() {
        assertFalse(early(Duration.ofMillis(1)).join());
    }

    @Test
    void aTaskRunsOnAThreadThatMayWait() {
        CompletableFuture<String> thread = new CompletableFuture<>();
        context()
                .schedule(
                        NOBODY,
                        Duration.ZERO,
                        early -> thread.complete(Thread.currentThread().getName()));
        assertTrue(thread.join().startsWith("late-background-"), thread.join());
    }

    @Test
    void aTaskRunsEarlyWhenItsClientLeaves() throws IOException {
        OpenDisk disk = chain.open(NOBODY);
        CompletableFuture<Boolean> before = early(FOR_EVER);
        disk.abandon();
        assertTrue(before.join());
        assertTrue(early(FOR_EVER).join(), "nobody waits for what is put off now either");
        disk.close();
        CompletableFuture<Boolean> after = early(FOR_EVER);
        assertFalse(after.isDone());
    }

    @Test
    void aTaskStaysWhenAnotherClientLeaves() {
        Delays delays = new Delays(new Workers("x", 1));
        CompletableFuture<Boolean> early = new CompletableFuture<>();
        Future<?> mine = delays.add(1, FOR_EVER, early::complete, failure -> {});
        delays.clientHasGone(2);
        assertFalse(mine.isDone());
        delays.clientHasGone(1);
        assertTrue(early.join());
    }

    @Test
    void aTaskRunsEarlyWhenTheServerStops() {
        CompletableFuture<Boolean> before = early(FOR_EVER);
        chain.hurry();
        assertTrue(before.join());
        assertTrue(early(FOR_EVER).join());
    }

    @Test
    void aCancelledTaskDoesNotRun() {
        CompletableFuture<Boolean> early = new CompletableFuture<>();
        Future<?> alarm = context().schedule(NOBODY, FOR_EVER, early::complete);
        assertTrue(alarm.cancel(true));
        assertTrue(alarm.isCancelled());
        chain.hurry();
        assertFalse(early.isDone());
    }

    @Test
    void aTaskThatThrowsEndsAndIsLogged() throws Exception {
        Future<?> alarm = context().schedule(NOBODY, Duration.ZERO, early -> {
            throw new IllegalStateException("a fault");
        });
        assertEquals(null, alarm.get());
        assertEquals("a scheduled task failed: java.lang.IllegalStateException: a fault", log.message.get());
    }

    @Test
    void aSizeThatChangesMakesOpenDisksStale() throws IOException {
        OpenDisk disk = chain.open(NOBODY);
        assertFalse(disk.isStale());
        size.set(200);
        context().sizeChanged();
        assertTrue(disk.isStale());
        assertEquals(100, disk.size());
        OpenDisk anew = chain.open(NOBODY);
        assertEquals(200, anew.size());
        assertFalse(anew.isStale());
        disk.close();
        anew.close();
    }
}
