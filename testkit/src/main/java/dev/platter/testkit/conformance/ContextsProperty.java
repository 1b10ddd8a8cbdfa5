// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Disk;
import dev.platter.client.Extent;
import dev.platter.client.Handshake;
import dev.platter.client.NbdClient;
import dev.platter.client.ReplyStyle;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.CommandFlags;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;

/**
 * The metadata contexts that a disk declares are listed, can be chosen, and cover the whole disk without gaps; a
 * context that it does not declare is refused.
 */
final class ContextsProperty implements Property {
    private static final String UNKNOWN = "x-platter-unknown:context";
    private static final long LOOKED_AT = 1 << 20;
    private static final int SHORT = 1000;

    @Override
    public String name() {
        return "a disk answers for the contexts that it declares, and for no other";
    }

    @Override
    public void check(Trial trial) throws Exception {
        FakeDisk behind = FakeDisk.of(trial.subject().behind()).declaring("x-platter-behind:pages");
        check(trial, behind);
        if (trial.subject().isFilter()) {
            FakeDisk terse = FakeDisk.of(trial.subject().behind()).declaring("x-platter-behind:pages");
            terse.answerShort(SHORT);
            check(trial, terse);
        }
    }

    private static void check(Trial trial, FakeDisk behind) throws IOException {
        Served served = trial.serve(trial.subject(), behind);
        Disk disk = trial.open(served);
        List<String> declared = disk.metaContexts();
        Broken.unless(
                new HashSet<>(declared).size() == declared.size() && !declared.contains(BlockStatus.BASE_ALLOCATION),
                () -> "it declares a context twice, or it declares base:allocation, which belongs to its features: "
                        + declared);
        for (String context : declared) {
            Broken.unless(
                    context.indexOf(':') > 0 && !context.endsWith(":"),
                    () -> "it declares the context '" + context + "', which does not have the form namespace:leaf");
        }
        refusesTheUnknown(served, disk);
        isListed(served, declared);
        for (String context : declared) {
            try (NbdClient client = NbdClient.connect(served.uri(), context)) {
                covers(trial, client, context);
            }
        }
    }

    private static void refusesTheUnknown(Served served, Disk disk) throws IOException {
        try (Handshake handshake = Handshake.connect(served.uri())) {
            if (handshake.negotiateReplies() != ReplyStyle.SIMPLE) {
                List<?> chosen = handshake.setMetaContexts("", UNKNOWN);
                Broken.unless(chosen.isEmpty(), () -> "a client has asked for " + UNKNOWN + " and got " + chosen);
            }
        }
        if (disk.size() == 0) {
            return;
        }
        int block = disk.features().blockSizes().minimum();
        try {
            disk.blockStatus(UNKNOWN, 0, block, (offset, length, status) -> true);
        } catch (IOException e) {
            return;
        }
        throw new Broken(
                "it was asked for the context " + UNKNOWN + ", which it does not declare, and has not refused");
    }

    private static void isListed(Served served, List<String> declared) throws IOException {
        try (Handshake handshake = Handshake.connect(served.uri())) {
            if (handshake.negotiateReplies() != ReplyStyle.SIMPLE) {
                List<String> listed = handshake.listMetaContexts("");
                Broken.unless(
                        listed.containsAll(declared),
                        () -> "it declares " + declared + ", and clients are shown " + listed);
            }
        }
    }

    private static void covers(Trial trial, NbdClient client, String context) throws IOException {
        Shape shape = Shape.of(client);
        if (shape.size() == 0 || trial.subject().has(Trait.FAILS_ON_PURPOSE)) {
            return;
        }
        long end = Math.min(LOOKED_AT, shape.size());
        for (long at = 0; at < end; ) {
            at = step(client, shape, context, at, end - at, 0);
        }
        Random random = trial.random();
        for (int i = 0; i < 20; i++) {
            long at = shape.aligned(random.nextLong(end));
            long length = Math.min(shape.length(1 + random.nextInt(100_000)), shape.size() - at);
            step(client, shape, context, at, length, i % 3 == 0 ? CommandFlags.REQ_ONE : 0);
        }
    }

    private static long step(NbdClient client, Shape shape, String context, long offset, long length, int flags)
            throws IOException {
        List<Extent> extents = client.blockStatus(offset, length, flags).getOrDefault(context, List.of());
        Broken.unless(!extents.isEmpty(), () -> "there are no extents of " + context + " at " + offset);
        long at = offset;
        for (Extent extent : extents) {
            long expected = at;
            Broken.unless(
                    extent.offset() == expected && extent.length() > 0,
                    () -> "the extents of " + context + " for " + length + " bytes at " + offset + " do not join at "
                            + expected + ": " + extents);
            at += extent.length();
        }
        long end = at;
        Broken.unless(
                end <= shape.size(),
                () -> "the extents of " + context + " at " + offset + " end at " + end + ", and the disk at "
                        + shape.size());
        return at;
    }
}
