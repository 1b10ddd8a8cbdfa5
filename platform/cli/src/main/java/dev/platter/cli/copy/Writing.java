// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.api.Completion;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes blocks to the destination: zeroes as holes, unless it is to be allocated. */
final class Writing implements Drain {
    private final Place to;
    private final ZeroRuns runs;
    private final long room;
    private final boolean allocated;
    private final boolean skipsZeroes;

    /**
     * Prepares to write.
     *
     * @param allocated whether zeroes get space
     * @param skipsZeroes whether the destination has zeroes wherever nothing is written
     */
    Writing(Place to, ZeroRuns runs, boolean allocated, boolean skipsZeroes) {
        this.to = to;
        room = to.room();
        this.runs = runs;
        this.allocated = allocated;
        this.skipsZeroes = skipsZeroes && !allocated;
    }

    @Override
    public void data(long offset, ByteBuffer data, Completion done) {
        long end = offset + data.remaining();
        if (end > room || (end % to.alignment() != 0 && end != room)) {
            done.failed(doesNotFit(end));
            return;
        }
        Finished all = new Finished(1, done);
        runs.divide(offset, data, (index, length, zeroes) -> {
            all.more();
            if (zeroes) {
                zeroes(offset + index, length, all);
            } else {
                to.write(offset + index, data.slice(data.position() + index, length), all);
            }
        });
        all.succeeded();
    }

    private IOException doesNotFit(long end) {
        return new IOException(
                end > room
                        ? to.name() + " has " + room + " bytes, and the source has at least " + end
                                + ": a larger destination is needed"
                        : to.name() + " takes only multiples of " + to.alignment() + " bytes, and the source ends at "
                                + end + ": make the source longer");
    }

    @Override
    public void zeroes(long offset, long length, Completion done) {
        if (skipsZeroes) {
            done.succeeded();
        } else {
            to.zero(offset, length, allocated, done);
        }
    }
}
