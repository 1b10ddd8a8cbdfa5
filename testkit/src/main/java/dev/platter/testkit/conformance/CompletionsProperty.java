// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.client.NbdClient;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Every request is answered exactly once, even if many others are under way: the test sends many requests of all kinds on
 * several connections without waiting. The wiretap finds requests that are answered twice; this property finds requests
 * that are never answered.
 */
final class CompletionsProperty implements Property {
    private static final int CLIENTS = 3;
    private static final int REQUESTS = 120;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Duration patience;

    CompletionsProperty() {
        this(PATIENCE);
    }

    CompletionsProperty(Duration patience) {
        this.patience = patience;
    }

    @Override
    public String name() {
        return "every request is answered exactly once";
    }

    @Override
    public void check(Trial trial) throws Exception {
        try (Served served = trial.serve()) {
            List<CompletableFuture<?>> underWay = new ArrayList<>();
            Random random = trial.random();
            for (int i = 0; i < CLIENTS; i++) {
                NbdClient client = served.client();
                if (Shape.of(client).size() > 0) {
                    underWay.addAll(ask(client, random));
                }
            }
            try {
                CompletableFuture.allOf(underWay.stream()
                                .map(reply -> reply.handle((done, error) -> 0))
                                .toArray(CompletableFuture[]::new))
                        .get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw new Broken(
                        underWay.stream().filter(reply -> !reply.isDone()).count() + " of " + underWay.size()
                                + " requests were not answered within " + patience.toSeconds()
                                + " seconds. These calls of the disk have begun and not ended: "
                                + String.join(", ", trial.tap().underWay()));
            }
        }
    }

    private static List<CompletableFuture<?>> ask(NbdClient client, Random random) throws IOException {
        Shape shape = Shape.of(client);
        int window = (int) Math.min(shape.size(), 256 << 10);
        List<CompletableFuture<?>> underWay = new ArrayList<>();
        List<Step> steps = new Steps(random, shape, 1, 0, window - window % shape.block()).make(REQUESTS);
        List<Step> shuffled = new ArrayList<>(steps);
        Collections.shuffle(shuffled, random);
        for (Step step : shuffled) {
            underWay.add(begin(client, step));
        }
        return underWay;
    }

    private static CompletableFuture<?> begin(NbdClient client, Step step) {
        var transmission = client.transmission();
        return switch (step.kind()) {
            case READ -> transmission.read(step.offset(), ByteBuffer.allocate(step.length()), 0);
            case WRITE -> transmission.write(step.offset(), ByteBuffer.wrap(step.data()), step.flags());
            case ZERO -> transmission.writeZeroes(step.offset(), step.length(), step.flags());
            case TRIM -> transmission.trim(step.offset(), step.length(), step.flags());
            case FLUSH -> transmission.flush(0);
            case CACHE -> transmission.cache(step.offset(), step.length(), 0);
            case EXTENTS -> transmission.blockStatus(step.offset(), step.length(), step.flags());
        };
    }
}
