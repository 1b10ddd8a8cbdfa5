// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.nbd.CommandFlags;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes sequences of requests; many of these overlap, and many touch the edges of pages. */
final class Steps {
    private static final int[] EDGES = {512, 4096, 32 << 10, 64 << 10};

    private final Random random;
    private final Shape shape;
    private final int connections;
    private final long from;
    private final int window;
    private final List<Kind> kinds;

    /** @param from where the range begins, in bytes */
    Steps(Random random, Shape shape, int connections, long from, int window) {
        this.random = random;
        this.shape = shape;
        this.connections = connections;
        this.from = from;
        this.window = window;
        kinds = Arrays.stream(Kind.values())
                .filter(kind -> kind.isOffered(shape))
                .toList();
    }

    List<Step> make(int count) {
        List<Step> steps = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            steps.add(step(i));
        }
        return steps;
    }

    private Step step(int seed) {
        // Reads and writes are twice as likely as the others.
        int choice = random.nextInt(kinds.size() + 2);
        Kind kind = choice < kinds.size()
                ? kinds.get(choice)
                : choice == kinds.size() ? Kind.READ : kinds.get(Math.min(1, kinds.size() - 1));
        long blocks = window / shape.block();
        long start = random.nextInt(3) == 0 ? nearAnEdge(blocks) : random.nextLong(blocks);
        int most = random.nextInt(8) == 0 ? Math.min(window, shape.longest()) : Math.min(window, 20_000);
        int length = shape.length(1 + random.nextInt(most));
        length = (int) Math.min(Math.min(length, shape.longest()), window - start * shape.block());
        return new Step(kind, random.nextInt(connections), from + start * shape.block(), length, flags(kind), seed);
    }

    private long nearAnEdge(long blocks) {
        long edge = EDGES[random.nextInt(EDGES.length)] / shape.block();
        long at = edge * random.nextLong(1 + blocks / Math.max(1, edge)) + random.nextInt(3) - 1;
        return Math.clamp(at, 0, blocks - 1);
    }

    private int flags(Kind kind) {
        int flags = 0;
        if (kind.changes() && shape.fua() && random.nextInt(4) == 0) {
            flags |= CommandFlags.FUA;
        }
        if (kind == Kind.ZERO && random.nextInt(3) == 0) {
            flags |= CommandFlags.NO_HOLE;
        }
        if (kind == Kind.ZERO && shape.fastZeroes() && random.nextInt(3) == 0) {
            flags |= CommandFlags.FAST_ZERO;
        }
        if (kind == Kind.EXTENTS && random.nextInt(3) == 0) {
            flags |= CommandFlags.REQ_ONE;
        }
        return flags;
    }
}
