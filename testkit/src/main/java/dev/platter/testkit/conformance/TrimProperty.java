// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.client.Extent;
import dev.platter.client.NbdClient;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A trimmed range may read as anything, but always as the same, and as its extents report; bytes outside of it stay;
 * and later writes to it are kept.
 */
final class TrimProperty implements Property {
    private static final int[] LENGTHS = {1, 100, 4096, 40_000, 100_000};

    @Override
    public String name() {
        return "a trimmed range reads the same until it is written";
    }

    @Override
    public void check(Trial trial) throws IOException {
        if (trial.subject().has(Trait.FIXED_CONTENT) || trial.subject().has(Trait.FAILS_ON_PURPOSE)) {
            return;
        }
        Served served = trial.serve();
        NbdClient client = served.client();
        NbdClient other = served.client();
        Shape shape = Shape.of(client);
        if (!shape.trims()) {
            return;
        }
        int edge = shape.length(700);
        for (int length : LENGTHS) {
            int middle = shape.length(length);
            if (middle + 2L * edge <= Math.min(shape.size(), shape.longest())) {
                trim(trial, shape, new ErasedField(client, other, 0, edge, middle, trial.seed()));
            }
        }
    }

    private static void trim(Trial trial, Shape shape, ErasedField field) throws IOException {
        Step trim = new Step(Kind.TRIM, 0, field.offset(), field.length(), 0, 0);
        trim.ask(field.writer());
        Model model = new Model(field.offset(), field.length());
        if (shape.extents()) {
            Step asked = new Step(Kind.EXTENTS, 0, field.offset(), field.length(), 0, 0);
            List<Extent> extents = asked.extents(field.writer());
            model.extents(asked, extents);
        }
        model.read(field.offset(), field.middle());
        model.read(field.offset(), Bytes.read(field.writer(), field.offset(), field.length()));
        field.edgesAreIntact("trim");
        byte[] data = Bytes.data(trial.seed() + 1, shape.length(field.length() / 3));
        Bytes.write(field.writer(), field.offset(), data);
        model.wrote(field.offset(), data);
        model.read(field.offset(), field.middle());
        Bytes.same(
                data,
                Arrays.copyOf(field.middle(), data.length),
                field.offset(),
                "after a trim, " + data.length + " bytes were written");
    }
}
