// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Contents;
import dev.platter.api.NbdFilter;
import dev.platter.api.NbdPlugin;
import dev.platter.client.NbdClient;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.Served;
import java.io.IOException;

/**
 * The class says where it has what clients have written. Unless that is in the instance, a second instance with the same
 * parameters, in front of the same disk, reads what the first has answered. A running server relies on it for upgrades.
 */
final class ContentsProperty implements Property {
    private static final int WINDOW = 64 << 10;

    @Override
    public String name() {
        return "a second instance reads what the first has written, or the class says that it does not";
    }

    @Override
    public void check(Trial trial) throws IOException {
        Subject subject = trial.subject();
        Contents declared = declared(subject.type());
        Broken.unless(
                declared != Contents.UNKNOWN,
                () -> "its annotation does not say where it has what clients have written: add contents ="
                        + " Contents.NONE, ELSEWHERE or IN_INSTANCE");
        if (declared == Contents.IN_INSTANCE || subject.has(Trait.FAILS_ON_PURPOSE)) {
            return;
        }
        FakeDisk behind = FakeDisk.of(subject.behind());
        byte[] answered;
        try (Served first = trial.serve(subject, behind)) {
            answered = written(trial, first.client());
        }
        if (answered.length == 0) {
            return;
        }
        try (Served second = trial.serve(subject, behind)) {
            byte[] found = Bytes.read(second.client(), 0, answered.length);
            Bytes.same(
                    answered,
                    found,
                    0,
                    "it declares contents = " + declared + ", but a second instance reads other bytes than the first");
        }
    }

    /** What reads like after a write, or without one if the disk cannot be written to. */
    private static byte[] written(Trial trial, NbdClient client) throws IOException {
        Shape shape = Shape.of(client);
        int window = (int) Math.min(Math.min(WINDOW, shape.longest()), shape.size());
        window -= window % shape.block();
        if (shape.writes() && window > 0) {
            Bytes.write(client, 0, Bytes.data(trial.seed(), window));
            if (shape.flushes()) {
                client.flush();
            }
        }
        return window == 0 ? new byte[0] : Bytes.read(client, 0, window);
    }

    private static Contents declared(Class<?> type) {
        NbdPlugin plugin = type.getAnnotation(NbdPlugin.class);
        NbdFilter filter = type.getAnnotation(NbdFilter.class);
        return plugin != null ? plugin.contents() : filter.contents();
    }
}
