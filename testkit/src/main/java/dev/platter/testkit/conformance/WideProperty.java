// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.client.Extent;
import dev.platter.client.NbdClient;
import dev.platter.client.ReplyStyle;
import dev.platter.client.RequestFailedException;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.NbdError;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.util.List;

/** Offsets and lengths have 64 bits: nothing wraps around at 2 or 4 GiB. */
final class WideProperty implements Property {
    private static final long WRAP = 1L << 32;
    private static final int MOST_STEPS = 100;

    @Override
    public String name() {
        return "offsets and lengths have 64 bits";
    }

    @Override
    public void check(Trial trial) throws IOException {
        Subject subject = trial.subject();
        if (!subject.canBeWide() || subject.has(Trait.FAILS_ON_PURPOSE)) {
            return;
        }
        Served served = trial.serve(subject.asWide());
        NbdClient client = served.client();
        Shape shape = Shape.of(client);
        int length = shape.length(1000);
        if (shape.size() <= WRAP + 4L * length) {
            Broken.unless(
                    subject.isFilter(),
                    () -> "the large disk has only " + shape.size() + " bytes: give another wide()");
            return;
        }
        long[] places = {shape.aligned(length), shape.aligned(WRAP / 2), shape.aligned(WRAP), shape.size() - length};
        boolean writes = shape.writes() && !subject.has(Trait.FIXED_CONTENT);
        for (long place : places) {
            if (writes) {
                Bytes.write(client, place, Bytes.data(place, length));
            } else {
                Bytes.read(client, place, length);
            }
        }
        if (writes) {
            for (long place : places) {
                Bytes.same(Bytes.data(place, length), Bytes.read(client, place, length), place, "on a large disk");
            }
            if (shape.fastZeroes() && client.transmission().replyStyle() == ReplyStyle.EXTENDED) {
                zeroesAtOnce(client, shape, places, length);
            }
        }
        if (shape.extents()) {
            walk(client, shape);
        }
    }

    /** Asks for fast zeroes, so that a disk that would have to write five gigabytes refuses. */
    private static void zeroesAtOnce(NbdClient client, Shape shape, long[] places, int length) throws IOException {
        long from = shape.aligned(WRAP / 2) + shape.length(length / 2);
        long to = shape.aligned(WRAP) + shape.length(length / 2);
        try {
            client.writeZeroes(from, to - from, CommandFlags.FAST_ZERO);
        } catch (RequestFailedException e) {
            Broken.unless(e.error() == NbdError.ENOTSUP, () -> "zeroing a large range failed: " + e.getMessage());
            return;
        }
        for (long place : places) {
            byte[] expected = Bytes.data(place, length);
            for (int i = 0; i < length; i++) {
                if (place + i >= from && place + i < to) {
                    expected[i] = 0;
                }
            }
            Bytes.same(expected, Bytes.read(client, place, length), place, "after zeroes from " + from + " to " + to);
        }
    }

    private static void walk(NbdClient client, Shape shape) throws IOException {
        boolean extended = client.transmission().replyStyle() == ReplyStyle.EXTENDED;
        long at = 0;
        for (int step = 0; step < MOST_STEPS && at < shape.size(); step++) {
            long here = at;
            long asked = extended ? shape.size() - at : Math.min(shape.size() - at, WRAP - shape.block());
            List<Extent> extents =
                    client.blockStatus(at, asked, 0).getOrDefault(BlockStatus.BASE_ALLOCATION, List.of());
            Broken.unless(!extents.isEmpty(), () -> "there are no extents at " + here);
            at = extents.getLast().offset() + extents.getLast().length();
            Broken.unless(
                    at > here && extents.getFirst().offset() == here,
                    () -> "the extents at " + here + " belong to another place: " + extents);
        }
    }
}
