// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * The threads of one trial: a group of its own, in which every thread is that the subject starts. So threads that are left
 * at the end can be named, even if other tests run at the same time.
 */
final class TrialThreads {
    private static final int FRAMES = 15;

    /** Threads of Netty and of the wiretap, which end some time after their last use. */
    private static final List<String> PERMANENT = List.of("globalEventExecutor", "ObjectCleaner", "wiretap-");

    private final ThreadGroup group;

    TrialThreads(String name) {
        group = new ThreadGroup(name);
    }

    /** Starts the first thread. */
    Thread start(Runnable task) {
        Thread thread = new Thread(group, task, "trial");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Whether all threads have ended, or do so in time. */
    boolean endIn(Duration farewell) {
        long deadline = System.nanoTime() + farewell.toNanos();
        while (alive().length > 0) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(1_000_000);
        }
        return true;
    }

    private Thread[] alive() {
        Thread[] threads = new Thread[group.activeCount() + 16];
        int count = group.enumerate(threads);
        return Arrays.stream(threads, 0, count)
                .filter(thread -> PERMANENT.stream().noneMatch(thread.getName()::startsWith))
                .toArray(Thread[]::new);
    }

    /** What each thread is doing that has not ended. */
    String stacks() {
        return Arrays.stream(alive())
                .map(thread -> "\n  " + thread.getName() + " (" + thread.getState() + ")"
                        + Arrays.stream(thread.getStackTrace())
                                .limit(FRAMES)
                                .map(frame -> "\n    at " + frame)
                                .collect(Collectors.joining()))
                .collect(Collectors.joining());
    }
}
