// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.client.NbdClient;
import dev.platter.client.RequestFailedException;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.FakeDisk.Call;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.util.List;

/** A client that must not write sees the same bytes as the others, and none of its requests changes anything. */
final class ReadOnlyProperty implements Property {
    private static final int WINDOW = 64 << 10;

    @Override
    public String name() {
        return "a client that must not write sees the same and changes nothing";
    }

    @Override
    public void check(Trial trial) throws IOException {
        Subject subject = trial.subject();
        Served served = trial.serve();
        FakeDisk behind = trial.behind();
        NbdClient writer = served.client();
        Shape shape = Shape.of(writer);
        int window = (int) Math.min(Math.min(WINDOW, shape.longest()), shape.size());
        window -= window % shape.block();
        boolean compares = window > 0 && !subject.has(Trait.FAILS_ON_PURPOSE);
        if (compares && shape.writes() && !subject.has(Trait.FIXED_CONTENT)) {
            Bytes.write(writer, 0, Bytes.data(trial.seed(), window));
        }
        byte[] before = compares ? Bytes.read(writer, 0, window) : new byte[0];
        behind.forget();
        try (Served readOnly = served.readOnly()) {
            NbdClient reader = connect(readOnly);
            changesNothing(behind);
            Shape seen = Shape.of(reader);
            Broken.unless(!seen.writes(), () -> "a client that must not write was told that it may");
            Broken.unless(
                    seen.size() == shape.size() || subject.has(Trait.CHANGES_SIZE),
                    () -> "a client that must not write is told that it has " + seen.size() + " bytes, another one "
                            + shape.size());
            if (compares) {
                Bytes.same(before, Bytes.read(reader, 0, window), 0, "read by a client that must not write");
            }
            for (Kind kind : Kind.values()) {
                if (kind.changes() && window > 0) {
                    isRefused(reader, new Step(kind, 0, 0, seen.block(), 0, 1));
                }
            }
            changesNothing(behind);
        }
        if (compares) {
            Bytes.same(before, Bytes.read(writer, 0, window), 0, "read when a client that must not write has gone");
        }
    }

    private static void changesNothing(FakeDisk behind) {
        List<Call> changes = behind.calls().stream()
                .filter(call -> switch (call.method()) {
                    case WRITE, TRIM, ZERO -> true;
                    default -> false;
                })
                .toList();
        Broken.unless(
                changes.isEmpty(),
                () -> "on behalf of a client that must not write, these calls reached the disk behind: " + changes);
    }

    private static NbdClient connect(Served readOnly) throws IOException {
        try {
            return readOnly.client();
        } catch (IOException e) {
            throw new Broken("a client that must not write was refused: " + e.getMessage());
        }
    }

    private static void isRefused(NbdClient reader, Step step) throws IOException {
        try {
            step.ask(reader);
        } catch (RequestFailedException e) {
            return;
        }
        throw new Broken(step + " was answered with success to a client that must not write");
    }
}
