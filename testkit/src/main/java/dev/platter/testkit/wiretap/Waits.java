// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.wiretap;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Finds calls that wait although their disk is declared non-blocking.
 *
 * <p>It uses two methods, since each sees waits that the other misses. The virtual machine counts how often a thread has
 * slept, parked or waited for an object: a count that grows during a call proves a wait, but does not tell its place. A
 * watching thread samples the stacks of calls under way. It can tell the place, and it sees I/O, which the virtual machine
 * counts as running; but it sees only calls that take long enough. A single wait may be a lock that another thread held for
 * an instant, which is allowed; {@value #TOLERATED} waits, or I/O, are a finding.
 */
final class Waits implements AutoCloseable {
    /** How many calls of a disk may wait for a lock. */
    static final int TOLERATED = 5;

    private static final long EVERY_NANOS = 500_000;
    private static final int FRAMES = 12;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Findings findings;
    private final Map<Thread, String> underWay = new ConcurrentHashMap<>();
    private final Map<String, String> places = new ConcurrentHashMap<>();
    private final AtomicInteger waits = new AtomicInteger();
    private volatile boolean looking;
    private volatile boolean outputWaits;
    private volatile boolean over;

    Waits(Findings findings) {
        this.findings = findings;
    }

    /**
     * Begins to watch, in a test that makes one call at a time, so that no call waits for another one's lock.
     *
     * @param output whether output counts as waiting
     */
    void start(boolean output) {
        outputWaits = output;
        looking = true;
        Thread.ofPlatform().daemon().name("wiretap-watchman").start(this::watch);
    }

    private static long count() {
        ThreadInfo self = THREADS.getThreadInfo(Thread.currentThread().threadId());
        return self.getWaitedCount();
    }

    /** Notes that a call begins on this thread. */
    long begin(String call) {
        if (!looking) {
            return 0;
        }
        underWay.put(Thread.currentThread(), call);
        return count();
    }

    /** Checks a call that has returned. */
    void end(String call, long begun) {
        if (!looking) {
            return;
        }
        underWay.remove(Thread.currentThread());
        if (count() != begun && waits.incrementAndGet() == TOLERATED) {
            findings.add(
                    Rules.BLOCKING,
                    call + " has waited, as " + (TOLERATED - 1)
                            + " calls before it, on a thread that carries other clients' requests too"
                            + places.values().stream()
                                    .findFirst()
                                    .map(at -> "; it was seen here:" + at)
                                    .orElse("")
                            + "\n  Return true from blocking(), or make it an AsyncDisk.");
        }
    }

    private void watch() {
        while (!over) {
            underWay.forEach(this::look);
            LockSupport.parkNanos(EVERY_NANOS);
        }
    }

    private void look(Thread thread, String call) {
        StackTraceElement[] stack = thread.getStackTrace();
        if (stack.length == 0 || !call.equals(underWay.get(thread))) {
            return;
        }
        String top = stack[0].getClassName() + "." + stack[0].getMethodName();
        if (isIo(stack) && (outputWaits || !stack[0].getMethodName().startsWith("write"))) {
            if (places.put(call, text(stack)) == null && places.size() == 1) {
                findings.add(
                        Rules.BLOCKING,
                        call + " does input or output:" + text(stack)
                                + "\n  Return true from blocking(), or make it an AsyncDisk.");
            }
        } else if (top.endsWith("Unsafe.park")
                || top.startsWith("java.lang.Thread.sleep")
                || top.endsWith("Object.wait0")) {
            places.put(call, text(stack));
        }
    }

    private static boolean isIo(StackTraceElement... stack) {
        String type = stack[0].getClassName();
        return stack[0].isNativeMethod()
                && (type.startsWith("sun.nio.") || type.startsWith("java.io.") || type.startsWith("java.net."));
    }

    private static String text(StackTraceElement... stack) {
        return Arrays.stream(stack)
                .limit(FRAMES)
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining());
    }

    @Override
    public void close() {
        over = true;
    }
}
