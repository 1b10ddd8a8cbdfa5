// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.testkit.TestCompletion;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Calls that do not wait, and a thread that the test lets run. */
class PendingSyncsTest {
    private final SyncedFile file = new SyncedFile();
    private final Queue<Runnable> thread = new ArrayDeque<>();
    private final PendingSyncs syncs = new PendingSyncs(disk(), new WorkQueue(thread::add, 16));

    /** Counts its syncs, and does something in the midst of the first. */
    private static final class SyncedFile extends WatchedFile {
        private int count;
        private Runnable meanwhile = () -> {};
        private boolean fails;

        @Override
        public void sync() throws IOException {
            count++;
            Runnable now = meanwhile;
            meanwhile = () -> {};
            now.run();
            if (fails) {
                throw new IOException("the disk is gone");
            }
        }
    }

    private AsyncDisk disk() {
        try {
            return AsyncDisk.of(new FileDisk(file, CacheMode.DEFAULT, AccessPattern.NORMAL));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<TestCompletion> join(int calls) {
        List<TestCompletion> ends =
                Stream.generate(TestCompletion::new).limit(calls).toList();
        ends.forEach(syncs::join);
        return ends;
    }

    private static List<String> outcomes(List<TestCompletion> ends) {
        return ends.stream().map(TestCompletion::outcome).distinct().toList();
    }

    @Test
    void callsThatComeDuringASyncShareTheNext() {
        List<TestCompletion> first = join(3);
        file.meanwhile = () -> {
            List<TestCompletion> late = join(5);
            assertEquals(List.of("pending"), outcomes(late));
            assertEquals(List.of("pending"), outcomes(first));
        };
        assertEquals(1, thread.size());
        thread.remove().run();
        assertEquals(2, file.count);
        assertEquals(List.of("succeeded"), outcomes(first));
        assertEquals(0, thread.size());

        List<TestCompletion> later = join(1);
        thread.remove().run();
        assertEquals(3, file.count);
        assertEquals(List.of("succeeded"), outcomes(later));
    }

    @Test
    void afterAFailedSyncNoCallSucceeds() {
        List<TestCompletion> first = join(2);
        file.fails = true;
        thread.remove().run();
        assertEquals(List.of("the disk is gone"), outcomes(first));
        file.fails = false;
        List<TestCompletion> later = join(1);
        thread.remove().run();
        assertTrue(outcomes(later).getFirst().contains("could not be flushed before"), later.toString());
    }

    @Test
    void callsFailIfThereIsNoThread() {
        PendingSyncs stopped = new PendingSyncs(
                disk(),
                new WorkQueue(
                        task -> {
                            throw new RejectedExecutionException("stopped");
                        },
                        16));
        for (int i = 0; i < 2; i++) {
            TestCompletion end = new TestCompletion();
            stopped.join(end);
            assertTrue(end.outcome().contains("no thread can be started"), end.outcome());
        }
    }
}
