// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.client.NbdClient;
import dev.platter.nbd.CommandFlags;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.FakeDisk.Call;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A change with FUA, or before a flush, is durable when the answer comes. A filter is judged by the calls that reach
 * the disk behind it, a plugin by the contents of its storage after a power cut, if the test can make one.
 */
final class DurabilityProperty implements Property {
    @Override
    public String name() {
        return "FUA and flush make changes durable before they answer";
    }

    @Override
    public void check(Trial trial) throws Exception {
        if (trial.subject().has(Trait.FAILS_ON_PURPOSE) || trial.subject().has(Trait.DROPS_FUA)) {
            return;
        }
        if (trial.subject().isFilter()) {
            reachesTheDiskBehind(trial);
        } else if (trial.subject().powerCut().isPresent()) {
            survivesAPowerCut(trial, trial.subject().powerCut().get());
        } else {
            isAnswered(trial);
        }
    }

    private static void isAnswered(Trial trial) throws IOException {
        Served served = trial.serve();
        NbdClient client = served.client();
        Shape shape = Shape.of(client);
        int length = (int) Math.min(shape.size(), shape.length(512));
        if (shape.fua() && length > 0) {
            byte[] data = Bytes.read(client, 0, length);
            client.write(0, ByteBuffer.wrap(data), CommandFlags.FUA);
        }
        if (shape.flushes()) {
            client.flush();
        }
    }

    private static void reachesTheDiskBehind(Trial trial) throws IOException {
        Served served = trial.serve();
        FakeDisk behind = trial.behind();
        NbdClient client = served.client();
        Shape shape = Shape.of(client);
        int length = (int) Math.min(shape.size(), shape.length(4096));
        for (Kind kind : Kind.values()) {
            if (kind.changes() && kind.isOffered(shape) && shape.fua() && length > 0) {
                behind.forget();
                new Step(kind, 0, 0, length, CommandFlags.FUA, 7).ask(client);
                List<Call> calls = behind.calls();
                Broken.unless(
                        isDurable(calls),
                        () -> kind + " with FUA was answered, but only this had reached the disk behind: " + calls);
            }
        }
        if (shape.flushes() && shape.writes() && length > 0) {
            behind.forget();
            new Step(Kind.WRITE, 0, 0, length, 0, 7).ask(client);
            client.flush();
            List<Call> calls = behind.calls();
            Broken.unless(
                    isDurable(calls),
                    () -> "a flush after a write was answered, but only this had reached the disk behind: " + calls);
        }
    }

    /** Whether each change has FUA itself or a flush after it. */
    private static boolean isDurable(List<Call> calls) {
        boolean durable = true;
        for (Call call : calls) {
            switch (call.method()) {
                case WRITE, ZERO, TRIM -> durable &= call.flags().fua();
                case FLUSH -> durable = true;
                default -> {}
            }
        }
        return durable;
    }

    /** Tests FUA and flush in separate runs, since a flush would also make the data of the FUA write durable. */
    private static void survivesAPowerCut(Trial trial, PowerCut cut) throws IOException {
        Shape shape;
        try (Served served = trial.serve()) {
            shape = Shape.of(served.client());
        }
        byte[] data = Bytes.data(trial.seed(), (int) Math.min(shape.size(), shape.length(1000)));
        if (shape.fua()) {
            try (Served served = trial.serve()) {
                served.client().write(0, ByteBuffer.wrap(data), CommandFlags.FUA);
            }
            cut.cut();
            isStillThere(trial, data, 0, "written with FUA");
        }
        long place = shape.size() - data.length;
        if (shape.writes() && shape.flushes()) {
            try (Served served = trial.serve()) {
                NbdClient client = served.client();
                NbdClient other = served.client();
                Bytes.write(client, place, data);
                (shape.multiConn() ? other : client).flush();
            }
            cut.cut();
            isStillThere(trial, data, place, "written and flushed");
        }
    }

    private static void isStillThere(Trial trial, byte[] data, long offset, String how) throws IOException {
        try (Served served = trial.serve()) {
            byte[] now = Bytes.read(served.client(), offset, data.length);
            Bytes.same(data, now, offset, how + ", and lost in a power cut after that");
        }
    }
}
