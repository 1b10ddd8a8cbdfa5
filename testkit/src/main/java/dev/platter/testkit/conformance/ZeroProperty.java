// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Features;
import dev.platter.api.Support;
import dev.platter.client.Extent;
import dev.platter.client.NbdClient;
import dev.platter.client.RequestFailedException;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.NbdError;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.util.List;

/**
 * A zeroed range reads as zeroes at once and for every client. A fast zero is fast or refused. If the client forbids holes,
 * none is reported.
 */
final class ZeroProperty implements Property {
    private static final int[] LENGTHS = {1, 100, 4096, 40_000, 100_000};

    @Override
    public String name() {
        return "zeroes are zeroes, fast or allocated where that is asked for";
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
        if (!shape.zeroes()) {
            return;
        }
        boolean tellsHoles = trial.tap()
                .features()
                .map(Features::extents)
                .filter(Support.NATIVE::equals)
                .isPresent();
        int edge = shape.length(700);
        for (int length : LENGTHS) {
            int middle = shape.length(length);
            if (middle + 2L * edge > Math.min(shape.size(), shape.longest())) {
                continue;
            }
            for (int flags = 0; flags <= CommandFlags.FAST_ZERO * 2 - 1; flags++) {
                if (isOffered(flags, shape)) {
                    ErasedField field = new ErasedField(client, other, 0, edge, middle, trial.seed() + flags);
                    zero(field, flags, tellsHoles && shape.extents());
                }
            }
        }
    }

    private static boolean isOffered(int flags, Shape shape) {
        int known = CommandFlags.NO_HOLE;
        known |= shape.fua() ? CommandFlags.FUA : 0;
        known |= shape.fastZeroes() ? CommandFlags.FAST_ZERO : 0;
        return (flags & ~known) == 0;
    }

    private static void zero(ErasedField field, int flags, boolean tellsHoles) throws IOException {
        String what = new Step(Kind.ZERO, 0, field.offset(), field.length(), flags, 0).toString();
        try {
            field.writer().writeZeroes(field.offset(), field.length(), flags);
        } catch (RequestFailedException e) {
            Broken.unless(
                    (flags & CommandFlags.FAST_ZERO) != 0 && e.error() == NbdError.ENOTSUP,
                    () -> what + " was refused: " + e.getMessage());
            Bytes.same(
                    field.original(), field.middle(), field.offset(), what + " was refused as not fast, but changed");
            return;
        }
        Bytes.same(new byte[field.length()], field.middle(), field.offset(), "after " + what);
        field.edgesAreIntact(what);
        if (tellsHoles && (flags & CommandFlags.NO_HOLE) != 0) {
            List<Extent> extents = field.writer()
                    .blockStatus(field.offset(), field.length(), 0)
                    .getOrDefault(BlockStatus.BASE_ALLOCATION, List.of());
            Broken.unless(
                    extents.stream().noneMatch(extent -> (extent.status() & BlockStatus.HOLE) != 0),
                    () -> "after " + what + " it reports a hole there: " + extents);
        }
    }
}
