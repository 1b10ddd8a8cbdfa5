// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.ThreadModel;
import dev.platter.engine.parameters.Schema;
import dev.platter.testkit.wiretap.Finding;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tries one property of a subject, on a thread in a group of its own. Every thread that the subject starts is in that group,
 * so threads that are left at the end can be named, even if other tests run at the same time.
 */
final class Judge {
    /** The system property that sets the seed of a failure to repeat. */
    static final String SEED = "platter.seed";

    private static final String NO_THREAD = "no thread is left after stop";
    private static final Patience PATIENCE = new Patience(Duration.ofMinutes(1), Duration.ofSeconds(8));

    /** Threads of Netty and of the wiretap, which end some time after their last use. */
    private static final List<String> PERMANENT = List.of("globalEventExecutor", "ObjectCleaner", "wiretap-");

    private Judge() {}

    /**
     * How long a trial may take.
     *
     * @param trial the property itself
     * @param farewell the threads of the subject after its stop
     */
    record Patience(Duration trial, Duration farewell) {}

    static void judge(Subject subject, Property property) {
        judge(subject, property, PATIENCE);
    }

    static void judge(Subject subject, Property property, Patience patience) {
        judge(subject, property, seed(System.getProperty(SEED)), patience);
    }

    static long seed(@Nullable String given) {
        try {
            return given == null ? System.nanoTime() : Long.parseLong(given);
        } catch (NumberFormatException e) {
            throw new AssertionError(
                    "-D" + SEED + "=" + given + " is not a seed: give the number that a failure has printed", e);
        }
    }

    static void judge(Subject subject, Property property, long seed) {
        judge(subject, property, seed, PATIENCE);
    }

    static void judge(Subject subject, Property property, long seed, Patience patience) {
        if (Schema.of(subject.type()).threadModel() == ThreadModel.SERIALIZE_CONNECTIONS) {
            throw new AssertionError(
                    subject + " declares SERIALIZE_CONNECTIONS, which the suite cannot judge: its clients"
                            + " come several at a time. Test it with ServeExtension and one client");
        }
        Trial trial = new Trial(subject, seed);
        try {
            judge(trial, property, patience);
        } catch (AssertionError e) {
            List<String> lines = trial.log().lines();
            if (!lines.isEmpty()) {
                e.addSuppressed(new AssertionError("the server has logged:\n  " + String.join("\n  ", lines)));
            }
            throw e;
        }
    }

    private static void judge(Trial trial, Property property, Patience patience) {
        Subject subject = trial.subject();
        long seed = trial.seed();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        ThreadGroup group = new ThreadGroup("trial of " + property.name());
        Thread thread = new Thread(group, () -> tryIt(trial, property, failure), "trial");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(patience.trial());
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw failed(subject, property.name(), seed, "the trial was interrupted", e);
        }
        if (thread.isAlive()) {
            String unanswered = unanswered(trial.tap().underWay());
            String stacks = stacks(group);
            thread.interrupt();
            throw failed(
                    subject,
                    property.name(),
                    seed,
                    "not over after " + patience.trial().toSeconds() + " seconds" + unanswered + stacks,
                    null);
        }
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw failed(
                    subject,
                    property.name(),
                    seed,
                    thrown instanceof Broken ? Objects.requireNonNull(thrown.getMessage()) : "it met " + thrown,
                    thrown);
        }
        if (!isEmptyInTime(group, patience.farewell())) {
            throw failed(
                    subject,
                    NO_THREAD,
                    seed,
                    "these run " + patience.farewell().toSeconds() + " seconds after it:" + stacks(group),
                    null);
        }
    }

    private static String unanswered(List<String> calls) {
        return calls.isEmpty() ? "" : ", and these calls have begun and not ended: " + String.join(", ", calls);
    }

    private static void tryIt(Trial trial, Property property, AtomicReference<Throwable> failure) {
        try {
            try (trial) {
                property.check(trial);
            }
        } catch (Throwable e) {
            failure.set(e);
        }
        List<Finding> findings = trial.findings().all();
        if (!findings.isEmpty()) {
            Broken broken = new Broken(findings.stream().map(Finding::toString).collect(Collectors.joining("\n  ")));
            if (failure.get() != null) {
                broken.addSuppressed(failure.get());
            }
            failure.set(broken);
        }
    }

    private static AssertionError failed(Subject subject, String name, long seed, String how, Throwable cause) {
        return new AssertionError(
                subject + " breaks '" + name + "':\n  " + how + "\nTo see it again: -D" + SEED + "=" + seed, cause);
    }

    private static boolean isEmptyInTime(ThreadGroup group, Duration farewell) {
        long deadline = System.nanoTime() + farewell.toNanos();
        while (alive(group).length > 0) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(1_000_000);
        }
        return true;
    }

    private static Thread[] alive(ThreadGroup group) {
        Thread[] threads = new Thread[group.activeCount() + 16];
        int count = group.enumerate(threads);
        return Arrays.stream(threads, 0, count)
                .filter(thread -> PERMANENT.stream().noneMatch(thread.getName()::startsWith))
                .toArray(Thread[]::new);
    }

    private static String stacks(ThreadGroup group) {
        return Arrays.stream(alive(group))
                .map(thread -> "\n  " + thread.getName() + " (" + thread.getState() + ")"
                        + Arrays.stream(thread.getStackTrace())
                                .limit(15)
                                .map(frame -> "\n    at " + frame)
                                .collect(Collectors.joining()))
                .collect(Collectors.joining());
    }
}
