package dev.platter.testkit.conformance;

import dev.platter.api.HandedState;
import dev.platter.api.Stateful;
import dev.platter.client.NbdClient;
import dev.platter.engine.export.Chain;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What an instance hands over while it is in use, another one goes on with; and if that one fails, the first does. Either way
 * nothing of what was answered is lost.
 */
final class HandOverProperty implements Property {
    private static final int PIECE = 3000;
    private static final int CLIENTS = 3;

    @Override
    public String name() {
        return "nothing is lost when it is handed over";
    }

    @Override
    public void check(Trial trial) throws Exception {
        if (!Stateful.class.isAssignableFrom(trial.subject().type())
                || trial.subject().isFilter()
                || trial.subject().has(Trait.FIXED_CONTENT)) {
            return;
        }
        Content content = new Content(trial.seed());
        Instance old = new Instance(trial);
        old.chain.prepare();
        old.chain.start(reason -> {});
        content.write(old);

        Instance failing = new Instance(trial);
        failing.takesOver(old);
        content.check(failing, "by an instance that has taken over");
        failing.chain.stop();
        old.stateful.keep();
        content.check(old, "after a hand-over that was taken back");
        content.write(old);

        Instance next = new Instance(trial);
        next.takesOver(old);
        next.stateful.keep();
        old.chain.stop();
        content.check(next, "after a hand-over, when the old instance has stopped");
        content.write(next);
        content.check(next, "written after a hand-over");
        next.chain.stop();
    }

    /** One life of the plugin, with the steps of a hand-over in the order that {@link Stateful} promises. */
    private static final class Instance {
        private final Stateful stateful;
        private final Chain chain;

        Instance(Trial trial) throws Exception {
            Object instance = Trial.construct(trial.subject());
            stateful = (Stateful) instance;
            chain = trial.chain(trial.subject(), instance, FakeDisk.of(0)).build();
        }

        void takesOver(Instance old) throws IOException {
            chain.prepare();
            HandedState state = old.stateful.release();
            stateful.adopt(state);
            chain.start(reason -> {});
        }
    }

    /** What must be there. */
    private static final class Content {
        private final long seed;
        private int version;
        private byte[] expected = new byte[0];

        Content(long seed) {
            this.seed = seed;
        }

        /** Under load: the last answers arrive just before the clients are gone. */
        void write(Instance instance) throws IOException {
            version++;
            try (Served served = Served.ofStarted(instance.chain)) {
                Shape shape = Shape.of(served.client());
                int piece = shape.length(PIECE);
                int pieces = (int) Math.min(60, shape.size() / piece);
                if (!shape.writes() || pieces == 0) {
                    return;
                }
                expected = expected.length == 0 ? Bytes.read(served.client(), 0, pieces * piece) : expected;
                List<NbdClient> clients = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(served.client());
                }
                List<CompletableFuture<?>> underWay = new ArrayList<>();
                for (int i = 0; i < pieces; i++) {
                    byte[] data = i % 4 == 3 && shape.zeroes()
                            ? new byte[piece]
                            : Bytes.data(seed + version * 97L + i, piece);
                    System.arraycopy(data, 0, expected, i * piece, piece);
                    underWay.add(
                            clients.get(i % CLIENTS).transmission().write((long) i * piece, ByteBuffer.wrap(data), 0));
                }
                CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new))
                        .join();
            }
        }

        void check(Instance instance, String when) throws IOException {
            try (Served served = Served.ofStarted(instance.chain)) {
                Bytes.same(expected, Bytes.read(served.client(), 0, expected.length), 0, "read " + when);
            }
        }
    }
}
