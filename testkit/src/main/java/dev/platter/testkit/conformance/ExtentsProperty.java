// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.client.Extent;
import dev.platter.client.NbdClient;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.CommandFlags;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/** Extents cover the range that was asked for, in order, and a range that they call zero reads as zero. */
final class ExtentsProperty implements Property {
    private static final long LOOKED_AT = 4 << 20;

    /** Not a multiple of any block size, so that a disk with larger blocks has to round. */
    private static final int SHORT = 1000;

    @Override
    public String name() {
        return "extents agree with what is read";
    }

    @Override
    public void check(Trial trial) throws IOException {
        if (trial.subject().has(Trait.FAILS_ON_PURPOSE)) {
            return;
        }
        check(trial, FakeDisk.of(trial.subject().behind()));
        if (trial.subject().isFilter()) {
            FakeDisk terse = FakeDisk.of(trial.subject().behind());
            terse.answerShort(SHORT);
            check(trial, terse);
        }
    }

    private static void check(Trial trial, FakeDisk behind) throws IOException {
        Served served = trial.serve(trial.subject(), behind);
        NbdClient client = served.client();
        Shape shape = Shape.of(client);
        if (!shape.extents() || shape.size() == 0) {
            return;
        }
        boolean fixed = trial.subject().has(Trait.FIXED_CONTENT);
        if (shape.writes() && !fixed) {
            mix(client, shape, trial.random());
        }
        long end = Math.min(LOOKED_AT, shape.size());
        for (long at = 0; at < end; ) {
            at = step(client, shape, at, end - at, 0);
        }
        Random random = trial.random();
        for (int i = 0; i < 30; i++) {
            long at = shape.aligned(random.nextLong(end));
            long length = Math.min(shape.length(1 + random.nextInt(100_000)), shape.size() - at);
            step(client, shape, at, length, i % 3 == 0 ? CommandFlags.REQ_ONE : 0);
        }
    }

    /** Data, holes and zeroes, with many edges. */
    private static void mix(NbdClient client, Shape shape, Random random) throws IOException {
        for (int i = 0; i < 60; i++) {
            int length = (int) Math.min(shape.size(), shape.length(1 + random.nextInt(70_000)));
            length = Math.min(length, shape.longest());
            long at = shape.aligned(random.nextLong(Math.min(LOOKED_AT, shape.size()) - length + 1));
            Kind kind = i % 3 == 0 && shape.zeroes() ? Kind.ZERO : i % 3 == 1 && shape.trims() ? Kind.TRIM : Kind.WRITE;
            new Step(kind, 0, at, length, 0, i).ask(client);
        }
    }

    private static long step(NbdClient client, Shape shape, long offset, long length, int flags) throws IOException {
        List<Extent> extents =
                client.blockStatus(offset, length, flags).getOrDefault(BlockStatus.BASE_ALLOCATION, List.of());
        Broken.unless(!extents.isEmpty(), () -> "there are no extents at " + offset);
        Broken.unless(
                (flags & CommandFlags.REQ_ONE) == 0 || extents.size() == 1,
                () -> "one extent was asked for at " + offset + ", and these came: " + extents);
        long at = offset;
        for (Extent extent : extents) {
            long expected = at;
            Broken.unless(
                    extent.offset() == expected && extent.length() > 0,
                    () -> "the extents of " + length + " bytes at " + offset + " do not join at " + expected + ": "
                            + extents);
            at += extent.length();
            long border = at;
            Broken.unless(
                    border == shape.aligned(border),
                    () -> "the smallest block has " + shape.block() + " bytes, but an extent ends at " + border + ": "
                            + extents);
            if ((extent.status() & BlockStatus.ZERO) != 0) {
                readsAsZero(client, shape, extent, Math.min(at, offset + length));
            }
        }
        long end = at;
        Broken.unless(
                end <= shape.size(),
                () -> "the extents at " + offset + " end at " + end + ", and the disk at " + shape.size());
        return at;
    }

    private static void readsAsZero(NbdClient client, Shape shape, Extent extent, long end) throws IOException {
        for (long at = extent.offset(); at < end; ) {
            int piece = (int) Math.min(shape.longest(), end - at);
            Bytes.same(
                    new byte[piece],
                    Bytes.read(client, at, piece),
                    at,
                    "an extent from " + extent.offset() + " to " + (extent.offset() + extent.length())
                            + " claims to read as zeroes");
            at += piece;
        }
    }
}
