package dev.platter.testkit.conformance;

import dev.platter.client.NbdClient;
import dev.platter.client.RequestFailedException;
import dev.platter.testkit.ChaosClient;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** After use, failure and stop nothing outside holds on to the plugin's classes, so that a new version can take its place. */
final class LeakProperty implements Property {
    /** Nobody waits that long for a plugin that leaks nothing, however busy the machine is. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Duration patience;

    LeakProperty() {
        this(PATIENCE);
    }

    LeakProperty(Duration patience) {
        this.patience = patience;
    }

    @Override
    public String name() {
        return "its class loader is collected after use";
    }

    @Override
    public void check(Trial trial) throws Exception {
        WeakReference<ClassLoader> loader = use(trial);
        long deadline = System.nanoTime() + patience.toNanos();
        while (loader.get() != null) {
            Broken.unless(
                    System.nanoTime() < deadline,
                    () -> "it was served and stopped, and " + patience.toSeconds() + " seconds later something still"
                            + " refers to its classes: a thread, a ThreadLocal, a static field of the JDK or of the"
                            + " server");
            System.gc();
            LockSupport.parkNanos(2_000_000);
        }
    }

    /** In a frame of its own, so that no local variable holds what is to go. */
    private static WeakReference<ClassLoader> use(Trial trial) throws Exception {
        try (IsolatedLoader loader = new IsolatedLoader(LeakProperty.class.getClassLoader())) {
            Subject anew = trial.subject()
                    .loadedAs(loader.loadClass(trial.subject().type().getName()));
            try (Trial inner = new Trial(anew, trial.seed())) {
                exercise(inner);
                for (Refusal refusal : anew.refusals()) {
                    fail(inner, anew.with(refusal.key(), refusal.value()));
                }
            }
            return new WeakReference<>(loader);
        }
    }

    private static void exercise(Trial trial) throws IOException {
        try (Served served = trial.serve()) {
            NbdClient client = served.client();
            Shape shape = Shape.of(client);
            if (shape.size() > 0) {
                int window = (int) Math.min(shape.size(), 64 << 10);
                for (Step step : new Steps(trial.random(), shape, 1, 0, window - window % shape.block()).make(40)) {
                    ask(client, step);
                }
            }
            new ChaosClient(served.uri(), trial.seed(), 0, 0).run(10);
        }
    }

    private static void ask(NbdClient client, Step step) throws IOException {
        try {
            step.ask(client);
        } catch (RequestFailedException e) {
            // A failure may hold on to classes just as well as a success.
            return;
        }
    }

    private static void fail(Trial trial, Subject subject) {
        try (Served served = trial.serve(subject)) {
            served.client();
        } catch (IOException e) {
            return;
        }
    }
}
