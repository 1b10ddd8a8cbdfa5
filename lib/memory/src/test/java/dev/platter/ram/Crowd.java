// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Has several threads use a disk for a while. The first failure ends all threads, and its message has the seed. */
final class Crowd {
    private static final int THREADS = 4;
    private static final long NANOSECONDS = 300_000_000;

    /** One of the threads. */
    interface Member {
        /** Does one thing; called again and again. */
        void step(Random random) throws Exception;
    }

    /** Makes the members, by their number. */
    interface Members {
        Member member(int number);
    }

    private Crowd() {}

    static void run(Members members) throws Exception {
        long seed = System.nanoTime();
        AtomicBoolean failed = new AtomicBoolean();
        List<Future<?>> ends = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int number = 0; number < THREADS; number++) {
                Random random = new Random(seed + number);
                Member member = members.member(number);
                ends.add(threads.submit(() -> {
                    try {
                        long start = System.nanoTime();
                        while (!failed.get() && System.nanoTime() - start < NANOSECONDS) {
                            member.step(random);
                        }
                    } catch (Throwable e) {
                        failed.set(true);
                        throw new AssertionError("with seed " + seed, e);
                    }
                }));
            }
        }
        for (Future<?> end : ends) {
            end.get();
        }
    }

    static int size() {
        return THREADS;
    }
}
