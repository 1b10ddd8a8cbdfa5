// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.spread;

import dev.platter.api.Completion;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;

/** What the disks of one instance need to transform bytes: a transformation, workers and buffers. Any thread may call it. */
public final class Transforming {
    private final Transformation transformation;
    private final Executor workers;
    private final int part;
    private final Spread spread;
    private final Scratch scratch = new Scratch();

    /**
     * Prepares.
     *
     * @param transformation what is done
     * @param workers what starts threads, {@link dev.platter.api.Context#workers()}
     * @param part how many bytes take about 20 µs, see {@link Spread}
     */
    public Transforming(Transformation transformation, Executor workers, int part) {
        this(transformation, workers, part, new Spread(workers, part));
    }

    /**
     * Prepares a transformation of whole units.
     *
     * @param transformation what is done
     * @param workers as above
     * @param part as above
     * @param unit in bytes, a power of 2 from 64 to 64 KiB; requests consist of whole units, and so do the parts into which they
     *     are divided
     */
    public Transforming(Transformation transformation, Executor workers, int part, int unit) {
        this(transformation, workers, part, new Spread(workers, part, unit));
    }

    private Transforming(Transformation transformation, Executor workers, int part, Spread spread) {
        this.transformation = transformation;
        this.workers = workers;
        this.part = part;
        this.spread = spread;
    }

    void transform(
            ByteBuffer from,
            int fromIndex,
            ByteBuffer to,
            int toIndex,
            int length,
            long offset,
            Completion completion) {
        spread.over(
                length,
                (index, some) ->
                        transformation.transform(from, fromIndex + index, to, toIndex + index, some, offset + index),
                completion);
    }

    /** Whether it is transformed by workers. */
    boolean isLong(int length) {
        return length > part;
    }

    void execute(Runnable task) {
        workers.execute(task);
    }

    ByteBuffer takeCopy() {
        return scratch.take();
    }

    void giveBack(ByteBuffer copy) {
        scratch.giveBack(copy);
    }
}
