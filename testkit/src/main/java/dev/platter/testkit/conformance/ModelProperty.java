// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.client.NbdClient;
import dev.platter.client.RequestFailedException;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.NbdError;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Any sequence of requests on several connections has the effect that it would have on a plain array. */
final class ModelProperty implements Property {
    private static final int CONNECTIONS = 3;
    private static final int STEPS = 250;
    private static final int WINDOW = 512 << 10;

    @Override
    public String name() {
        return "any sequence of requests acts as on a plain array";
    }

    @Override
    public void check(Trial trial) throws Exception {
        Random random = trial.random();
        for (double place : new double[] {0, 0.5, 1}) {
            Shape shape;
            try (Served served = trial.serve()) {
                shape = Shape.of(served.client());
            }
            int window = (int) Math.min(WINDOW, shape.size());
            if (window == 0) {
                return;
            }
            long from = shape.aligned((long) ((shape.size() - window) * place));
            List<Step> steps = new Steps(random, shape, CONNECTIONS, from, window - window % shape.block())
                    .make(trial.subject().often(STEPS));
            Optional<String> failure = run(trial, from, window, steps);
            if (failure.isPresent()) {
                throw new Broken(shortest(trial, from, window, steps));
            }
            if (window == shape.size()) {
                return;
            }
        }
    }

    private static String shortest(Trial trial, long from, int window, List<Step> steps) throws Exception {
        Shrinker.Sequence failing = new Shrinker(attempt -> run(trial, from, window, attempt)).shrink(steps);
        return failing.failure() + ", after\n    "
                + failing.steps().stream().map(Step::toString).collect(Collectors.joining("\n    "));
    }

    /** Carries out a sequence on a new instance. */
    private static Optional<String> run(Trial trial, long from, int window, List<Step> steps) throws Exception {
        Model model = new Model(from, window);
        try (Served served = trial.serve()) {
            List<NbdClient> clients = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(served.client());
            }
            for (Step step : steps) {
                carryOut(trial.subject(), step, clients.get(step.connection()), model);
            }
            return Optional.empty();
        } catch (Broken e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static void carryOut(Subject subject, Step step, NbdClient client, Model model) throws IOException {
        boolean fixed = subject.has(Trait.FIXED_CONTENT);
        try {
            switch (step.kind()) {
                case READ -> model.read(step.offset(), step.read(client));
                case EXTENTS -> model.extents(step, step.extents(client));
                default -> {
                    step.ask(client);
                    if (!fixed) {
                        apply(step, model);
                    }
                }
            }
        } catch (RequestFailedException e) {
            boolean notFast = (step.flags() & CommandFlags.FAST_ZERO) != 0 && e.error() == NbdError.ENOTSUP;
            if (notFast) {
                return;
            }
            if (!subject.has(Trait.FAILS_ON_PURPOSE)) {
                throw new Broken(e.getMessage());
            }
            if (step.kind().changes() && !fixed) {
                model.forget(step.offset(), step.length());
            }
        }
    }

    private static void apply(Step step, Model model) {
        switch (step.kind()) {
            case WRITE -> model.wrote(step.offset(), step.data());
            case ZERO -> model.zeroed(step.offset(), step.length());
            case TRIM -> model.forget(step.offset(), step.length());
            default -> {}
        }
    }
}
