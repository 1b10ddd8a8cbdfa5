// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.DiskException;
import dev.platter.client.NbdClient;
import dev.platter.nbd.NbdError;
import dev.platter.testkit.ChaosClient;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.FakeDisk.Method;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.util.Optional;

/**
 * Every opened disk is closed once, no matter where its client breaks off, and a good client is served afterwards. A
 * filter closes every disk that it has opened, even if opening fails half-way. What an instance has allocated it has
 * given back when it stops.
 */
final class LifecycleProperty implements Property {
    private static final int VISITS = 60;

    @Override
    public String name() {
        return "every disk is closed exactly once, wherever its client breaks off";
    }

    @Override
    public void check(Trial trial) throws Exception {
        for (int life = 0; life < 2; life++) {
            FakeDisk behind = FakeDisk.of(trial.subject().behind());
            try (Served served = trial.serve(trial.subject(), behind)) {
                Shape shape = Shape.of(served.client());
                boolean writes = shape.writes() && !trial.subject().has(Trait.FIXED_CONTENT);
                new ChaosClient(served.uri(), trial.seed() + life, 0, writes ? shape.size() : 0)
                        .run(trial.subject().often(VISITS));
                NbdClient good = served.client();
                if (shape.size() > 0 && !trial.subject().has(Trait.FAILS_ON_PURPOSE)) {
                    Bytes.read(good, 0, shape.block());
                }
                if (trial.subject().isFilter()) {
                    refusedBehind(served, behind);
                }
            }
            Broken.unless(
                    trial.tap().opened() == trial.tap().closed(),
                    () -> trial.tap().opened() + " disks were opened and "
                            + trial.tap().closed() + " closed");
            Broken.unless(
                    behind.count(Method.OPEN) == behind.count(Method.CLOSE),
                    () -> "the filter has opened the disk behind it " + behind.count(Method.OPEN)
                            + " times and closed it " + behind.count(Method.CLOSE) + " times");
            Optional<String> leak = trial.log().lines().stream()
                    .filter(line -> line.contains(" has not closed "))
                    .findFirst();
            Broken.unless(leak.isEmpty(), () -> "after the instance had stopped, the server's log says: " + leak.get());
        }
    }

    /**
     * Opening fails half-way, so that the filter has something to close; a disk that could not be opened must not be
     * closed.
     */
    private static void refusedBehind(Served served, FakeDisk behind) {
        for (Method method : new Method[] {Method.SIZE, Method.FEATURES}) {
            String sentence = "the disk behind does not know its " + method;
            behind.fail(method, new DiskException(NbdError.EIO, sentence));
            try (NbdClient refused = served.client()) {
                refused.export();
            } catch (IOException e) {
                Broken.unless(
                        String.valueOf(e.getMessage()).contains(sentence),
                        () -> "a client was refused since '" + sentence + "', and was told: " + e.getMessage());
            } finally {
                behind.heal();
            }
        }
    }
}
