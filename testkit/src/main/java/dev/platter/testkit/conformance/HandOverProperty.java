// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Stateful;
import dev.platter.client.NbdClient;
import dev.platter.engine.export.Chain;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.Served;
import java.util.ArrayList;
import java.util.List;

/**
 * An instance hands its state over, and the next one goes on with it; if that one fails, the first goes on. Meanwhile
 * clients stay connected and keep writing and reading: requests are held during a hand-over, and no answered write is
 * lost.
 */
final class HandOverProperty implements Property {
    private static final int CLIENTS = 3;
    private static final int GENERATIONS = 3;

    /** Enough requests that each hand-over meets some, and that those that it held are answered before the next. */
    private static final int ROUNDS = 6;

    @Override
    public String name() {
        return "a hand-over under load loses nothing";
    }

    @Override
    public void check(Trial trial) throws Exception {
        Subject subject = trial.subject();
        if (!Stateful.class.isAssignableFrom(subject.type())
                || subject.has(Trait.FIXED_CONTENT)
                || subject.has(Trait.FAILS_ON_PURPOSE)) {
            return;
        }
        FakeDisk behind = FakeDisk.of(subject.behind());
        Succession succession = new Succession(instance(trial, behind));
        Served served = trial.serve(Chain.of("succession", succession));
        List<NbdClient> clients = new ArrayList<>();
        clients.add(served.client());
        Shape shape = Shape.of(clients.getFirst());
        if (!shape.writes() || shape.size() < Load.room(shape, 1)) {
            return;
        }
        while (clients.size() < CLIENTS && shape.size() >= Load.room(shape, clients.size() + 1)) {
            clients.add(served.client());
        }
        try (Load load = new Load(clients, trial.seed())) {
            load.goesOn(1);
            for (int i = 0; i < GENERATIONS; i++) {
                generation(trial, behind, succession, load);
            }
            load.end();
            load.isAllThere(clients.getFirst());
        }
    }

    private static void generation(Trial trial, FakeDisk behind, Succession succession, Load load) throws Exception {
        load.happens("in or after a hand-over that was refused");
        succession.handOverRefused(instance(trial, behind));
        load.goesOn(ROUNDS);
        load.happens("in or after a hand-over that was taken back at the end");
        succession.handOverInVain(instance(trial, behind));
        load.goesOn(ROUNDS);
        load.happens("in or after a hand-over");
        succession.handOver(instance(trial, behind));
        load.goesOn(ROUNDS);
    }

    private static Incarnation instance(Trial trial, FakeDisk behind) throws Exception {
        Object instance = Trial.construct(trial.subject());
        Chain chain = trial.chain(trial.subject(), instance, behind).build();
        return new Incarnation((Stateful) instance, chain);
    }
}
