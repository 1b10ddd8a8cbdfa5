// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.client.NbdClient;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.util.Arrays;

/** Ranges may begin and end anywhere: a write changes exactly its range, even if pages begin elsewhere. */
final class UnalignedProperty implements Property {
    private static final int[] EDGES = {512, 4096, 32 << 10, 64 << 10, 128 << 10, 256 << 10, 1 << 20};
    private static final int[] FEW_EDGES = {4096, 64 << 10};

    @Override
    public String name() {
        return "ranges may begin and end anywhere";
    }

    @Override
    public void check(Trial trial) throws IOException {
        if (trial.subject().has(Trait.FAILS_ON_PURPOSE)) {
            return;
        }
        Served served = trial.serve();
        NbdClient client = served.client();
        NbdClient other = served.client();
        Shape shape = Shape.of(client);
        int around = shape.length(100);
        for (int edge : trial.subject().has(Trait.COSTLY_REQUESTS) ? FEW_EDGES : EDGES) {
            for (int begin : new int[] {-1, 0, 1}) {
                for (int end : new int[] {-1, 0, 1, 2}) {
                    long from = shape.aligned(edge) + (long) begin * shape.block();
                    int length = shape.block() * Math.max(1, 1 + end - begin);
                    long start = Math.max(0, from - around);
                    if (from >= 0 && from + length + around <= shape.size()) {
                        check(trial, client, other, start, from, length, (int) (from + length + around - start));
                    }
                }
            }
        }
    }

    private static void check(
            Trial trial, NbdClient client, NbdClient other, long start, long from, int length, int whole)
            throws IOException {
        byte[] expected = Bytes.read(client, start, whole);
        int at = (int) (from - start);
        if (Shape.of(client).writes() && !trial.subject().has(Trait.FIXED_CONTENT)) {
            expected = Bytes.data(trial.seed() + from, whole);
            Bytes.write(client, start, expected);
            byte[] piece = Bytes.data(trial.seed() - from, length);
            Bytes.write(client, from, piece);
            System.arraycopy(piece, 0, expected, at, length);
        }
        Bytes.same(expected, Bytes.read(other, start, whole), start, length + " bytes at " + from + " were written");
        Bytes.same(
                Arrays.copyOfRange(expected, at, at + length),
                Bytes.read(other, from, length),
                from,
                length + " bytes at " + from + " were read alone");
    }
}
