// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.client.NbdClient;
import dev.platter.client.RequestFailedException;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The disk has the size that it reports: its last byte exists, and no byte after it. */
final class BoundsProperty implements Property {
    private static final long LOOKED_AT = 16 << 20;

    @Override
    public String name() {
        return "a disk has the size that it reports";
    }

    @Override
    public void check(Trial trial) throws IOException {
        Served served = trial.serve();
        NbdClient client = served.client();
        Shape shape = Shape.of(client);
        if (!trial.subject().has(Trait.CHANGES_SIZE)) {
            long again = served.client().export().size();
            Broken.unless(
                    again == shape.size(),
                    () -> "one client is told that it has " + shape.size() + " bytes, another one " + again);
        }
        refusesBeyond(client, shape.size(), shape.block());
        refusesBeyond(client, Long.MAX_VALUE - shape.block() + 1, shape.block());
        if (shape.size() == 0) {
            return;
        }
        int twoBlocks = (int) Math.min(2L * shape.block(), shape.size());
        refusesBeyond(client, shape.size() - shape.block(), 2 * shape.block());
        if (trial.subject().has(Trait.FAILS_ON_PURPOSE)) {
            return;
        }
        for (long at = 0; at < Math.min(LOOKED_AT, shape.size()); at += shape.longest()) {
            reads(client, at, (int) Math.min(shape.longest(), shape.size() - at));
        }
        byte[] end = reads(client, shape.size() - twoBlocks, twoBlocks);
        if (shape.writes()) {
            long last = shape.size() - shape.block();
            byte[] data = trial.subject().has(Trait.FIXED_CONTENT)
                    ? Bytes.read(client, last, shape.block())
                    : Bytes.data(trial.seed(), shape.block());
            try {
                Bytes.write(client, last, data);
            } catch (RequestFailedException e) {
                throw new Broken(
                        "its last " + data.length + " bytes, at " + last + ", cannot be written: " + e.getMessage());
            }
            System.arraycopy(data, 0, end, twoBlocks - data.length, data.length);
            Bytes.same(end, reads(client, shape.size() - twoBlocks, twoBlocks), shape.size() - twoBlocks, "at its end");
        }
    }

    private static byte[] reads(NbdClient client, long offset, int length) throws IOException {
        try {
            return Bytes.read(client, offset, length);
        } catch (RequestFailedException e) {
            throw new Broken("it has " + client.export().size() + " bytes, but cannot read " + length + " of them at "
                    + offset + ": " + e.getMessage());
        }
    }

    private static void refusesBeyond(NbdClient client, long offset, int length) throws IOException {
        try {
            client.read(offset, ByteBuffer.allocate(length), 0);
        } catch (RequestFailedException e) {
            return;
        }
        throw new Broken("it has " + client.export().size() + " bytes, but reads " + length + " at " + offset);
    }
}
