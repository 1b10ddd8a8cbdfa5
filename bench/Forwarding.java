// SPDX-License-Identifier: BSD-3-Clause

import com.sun.management.ThreadMXBean;
import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What a filter that only forwards adds to a request, in nanoseconds and bytes. The filters of a chain have different classes, as in a
 * server: with one class alone the compiler would make the chain one piece.
 */
final class Forwarding {
    private static final int REQUESTS = 10_000_000;
    private static final int ROUNDS = 9;
    private static final int FILTERS = 10;

    /** Its time of the processor is steadier than the clock's on a busy machine. */
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Forwarding() {}

    /** Answers at once. */
    private static final class Floor implements AsyncDisk {
        private long offsets;

        @Override
        public long size() {
            return Long.MAX_VALUE;
        }

        @Override
        public Features features() {
            return Features.readOnly();
        }

        @Override
        public boolean blocking() {
            return false;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
            offsets += offset;
            completion.succeeded();
        }
    }

    private static final class A extends ForwardingAsyncDisk {
        A(Disk next) {
            super(next);
        }
    }

    private static final class B extends ForwardingAsyncDisk {
        B(Disk next) {
            super(next);
        }
    }

    private static final class C extends ForwardingAsyncDisk {
        C(Disk next) {
            super(next);
        }
    }

    private static final class D extends ForwardingAsyncDisk {
        D(Disk next) {
            super(next);
        }
    }

    private static final class E extends ForwardingAsyncDisk {
        E(Disk next) {
            super(next);
        }
    }

    private static final List<Function<Disk, AsyncDisk>> CLASSES = List.of(A::new, B::new, C::new, D::new, E::new);

    private static final class Count implements Completion {
        private long answers;

        @Override
        public void succeeded() {
            answers++;
        }

        @Override
        public void failed(IOException error) {
            throw new IllegalStateException(error);
        }
    }

    private static AsyncDisk chain(int filters) {
        AsyncDisk chain = new Floor();
        for (int i = 0; i < filters; i++) {
            chain = CLASSES.get(i % CLASSES.size()).apply(chain);
        }
        return chain;
    }

    private static double nanoseconds(AsyncDisk chain, Count count) {
        ByteBuffer into = ByteBuffer.allocateDirect(4096);
        long begin = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < REQUESTS; i++) {
            chain.read(into, i, HoleSink.NONE, count);
        }
        return (double) (THREADS.getCurrentThreadCpuTime() - begin) / REQUESTS;
    }

    public static void main(String[] words) {
        Count count = new Count();
        AsyncDisk without = chain(0);
        AsyncDisk with = chain(FILTERS);
        double[] each = new double[ROUNDS];
        for (int warm = 0; warm < 3; warm++) {
            nanoseconds(without, count);
            nanoseconds(with, count);
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int round = 0; round < ROUNDS; round++) {
            each[round] = (nanoseconds(with, count) - nanoseconds(without, count)) / FILTERS;
        }
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        Arrays.sort(each);
        System.out.printf(
                "a filter that only forwards: %.1f ns a request [%.1f-%.1f] (at most 6), %.3f bytes a request (0)%n",
                each[ROUNDS / 2], each[0], each[ROUNDS - 1], (double) bytes / REQUESTS / ROUNDS / 2);
        if (count.answers == 0) {
            throw new IllegalStateException();
        }
    }
}
