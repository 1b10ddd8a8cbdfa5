// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.client.NbdClient;
import dev.platter.client.RequestFailedException;
import dev.platter.testkit.ChaosClient;
import dev.platter.testkit.FailingFilter;
import dev.platter.testkit.FailingFilter.Turn;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.LoaderWatch;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Nothing outside holds the plugin's classes after its end, so that a new version can replace it: neither after use,
 * nor after a failure at any point of its life.
 */
final class LeakProperty implements Property {
    /** Long enough on a busy machine for every plugin that does not leak. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Duration patience;

    LeakProperty() {
        this(PATIENCE);
    }

    LeakProperty(Duration patience) {
        this.patience = patience;
    }

    /** The lives that a plugin can have, and how a failure describes each. */
    private enum Life {
        USE("it was served and stopped") {
            @Override
            void live(Trial trial) throws IOException {
                exercise(trial);
            }
        },
        NO_CONSTRUCTION("its parameters were refused") {
            @Override
            void live(Trial trial) throws IOException {
                for (Refusal refusal : trial.subject().refusals()) {
                    refused(trial, trial.subject().with(refusal.key(), refusal.value()));
                }
                refused(trial, trial.subject().with("no-such-parameter", "1"));
            }
        },
        NO_PREPARATION("a filter in front of it has failed to prepare") {
            @Override
            void live(Trial trial) throws IOException {
                failing(trial, Turn.PREPARE);
            }
        },
        NO_START("a filter in front of it has failed to start") {
            @Override
            void live(Trial trial) throws IOException {
                failing(trial, Turn.START);
            }
        },
        NO_CLIENT("a filter in front of it has refused a client") {
            @Override
            void live(Trial trial) throws IOException {
                failing(trial, Turn.ACCEPT);
            }
        },
        NO_DISK("opening has failed in front of it and behind it") {
            @Override
            void live(Trial trial) throws IOException {
                failing(trial, Turn.OPEN);
                if (trial.subject().isFilter()) {
                    failingBehind(trial);
                }
            }
        };

        private final String sentence;

        Life(String sentence) {
            this.sentence = sentence;
        }

        abstract void live(Trial trial) throws IOException;
    }

    @Override
    public String name() {
        return "its class loader is collected after use and after failures";
    }

    @Override
    public void check(Trial trial) throws Exception {
        Map<Life, LoaderWatch> loaders = new LinkedHashMap<>();
        for (Life life : Life.values()) {
            loaders.put(life, live(trial, life));
        }
        loaders.forEach((life, loader) -> Broken.unless(
                loader.isGoneWithin(patience),
                () -> life.sentence + ", and " + patience.toSeconds()
                        + " seconds later something still refers to its classes: " + loader.whatHoldsIt()));
    }

    /** A method of its own, so that no local variable holds the loader. */
    private static LoaderWatch live(Trial trial, Life life) throws Exception {
        try (IsolatedLoader loader = new IsolatedLoader(LeakProperty.class.getClassLoader())) {
            Subject anew = trial.subject()
                    .loadedAs(loader.loadClass(trial.subject().type().getName()));
            try (Trial inner = new Trial(anew, trial.seed())) {
                life.live(inner);
            }
            return new LoaderWatch(loader);
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
            // A failure can leak classes as well as a success.
            return;
        }
    }

    private static void refused(Trial trial, Subject subject) {
        try (Served served = trial.serve(subject)) {
            served.client();
        } catch (IOException e) {
            return;
        }
    }

    private static void failing(Trial trial, Turn turn) throws IOException {
        FakeDisk behind = FakeDisk.of(trial.subject().behind());
        try (Served served = trial.serve(trial.chain(trial.subject(), behind, new FailingFilter(turn)))) {
            served.client();
        } catch (IOException e) {
            return;
        }
        throw new Broken("a filter in front of it had to fail to " + turn + ", and a client was served");
    }

    private static void failingBehind(Trial trial) {
        for (FakeDisk.Method method : FakeDisk.Method.values()) {
            FakeDisk behind = FakeDisk.of(trial.subject().behind());
            behind.fail(method, new IOException("the disk behind has failed in " + method));
            readBehind(trial, behind);
        }
    }

    private static void readBehind(Trial trial, FakeDisk behind) {
        try (Served served = trial.serve(trial.subject(), behind)) {
            ask(served.client(), new Step(Kind.READ, 0, 0, 1, 0, 0));
        } catch (IOException e) {
            return;
        }
    }
}
