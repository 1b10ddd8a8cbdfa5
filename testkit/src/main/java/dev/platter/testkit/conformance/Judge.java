// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.ThreadModel;
import dev.platter.engine.parameters.Schema;
import dev.platter.testkit.wiretap.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tries one property of a subject, on threads of its own. */
final class Judge {
    /** The system property that sets the seed of a failure to repeat. */
    static final String SEED = "platter.seed";

    private static final String NO_THREAD = "no thread is left after stop";
    static final Patience PATIENCE = new Patience(Duration.ofMinutes(1), Duration.ofSeconds(8));

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
        TrialThreads threads = new TrialThreads("trial of " + property.name());
        Thread thread = threads.start(() -> tryIt(trial, property, failure));
        try {
            thread.join(patience.trial());
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new AssertionError(message(subject, property.name(), seed, "the trial was interrupted"), e);
        }
        if (thread.isAlive()) {
            String unanswered = unanswered(trial.tap().underWay());
            String stacks = threads.stacks();
            thread.interrupt();
            throw new Hung(
                    message(
                            subject,
                            property.name(),
                            seed,
                            "not over after " + patience.trial().toSeconds() + " seconds" + unanswered + stacks),
                    null,
                    () -> thread.isAlive() || !trial.tap().underWay().isEmpty(),
                    threads);
        }
        Throwable thrown = failure.get();
        if (thrown != null) {
            String message = message(
                    subject,
                    property.name(),
                    seed,
                    thrown instanceof Broken ? Objects.requireNonNull(thrown.getMessage()) : "it met " + thrown);
            throw trial.tap().underWay().isEmpty()
                    ? new AssertionError(message, thrown)
                    : new Hung(message, thrown, () -> !trial.tap().underWay().isEmpty(), threads);
        }
        if (!threads.endIn(patience.farewell())) {
            throw new AssertionError(message(
                    subject,
                    NO_THREAD,
                    seed,
                    "these run " + patience.farewell().toSeconds() + " seconds after it:" + threads.stacks()));
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

    private static String message(Subject subject, String name, long seed, String how) {
        return subject + " breaks '" + name + "':\n  " + how + "\nTo see it again: -D" + SEED + "=" + seed;
    }
}
