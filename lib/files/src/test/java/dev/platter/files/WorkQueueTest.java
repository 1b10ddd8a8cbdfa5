// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.testkit.TestCompletion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
    private final List<Runnable> threads = new ArrayList<>();
    private final List<String> done = new ArrayList<>();

    @Test
    void callsThatComeWhileAllThreadsAreBusyAreDoneByThem() {
        WorkQueue queue = new WorkQueue(threads::add, 2);
        for (int i = 0; i < 5; i++) {
            String name = "call " + i;
            queue.add(new TestCompletion(), () -> done.add(name));
        }
        assertEquals(2, threads.size());
        threads.forEach(Runnable::run);
        assertEquals(List.of("call 0", "call 1", "call 2", "call 3", "call 4"), done);

        queue.add(new TestCompletion(), () -> done.add("late"));
        assertEquals(3, threads.size());
    }

    @Test
    void callsForWhichThereIsNoThreadFail() {
        WorkQueue queue = new WorkQueue(
                task -> {
                    throw new RejectedExecutionException("stopped");
                },
                2);
        for (int i = 0; i < 2; i++) {
            TestCompletion completion = new TestCompletion();
            queue.add(completion, () -> done.add("impossible"));
            assertTrue(completion.outcome().contains("no thread can be started"), completion.outcome());
        }
        assertEquals(List.of(), done);
    }
}
