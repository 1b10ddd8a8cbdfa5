// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.api.Completion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads two disks, except where both are known to be zeroes. What differs goes to one drain, with the first disk's contents, and
 * the whole first disk to another.
 */
final class Comparing {
    /** Is told about each block that differs. */
    interface Differing {
        /**
         * Takes a block.
         *
         * @param offset of the block
         * @param index of the first byte in it that differs
         * @param wanted the first disk's bytes; the caller's again on completion
         */
        void differs(long offset, int index, ByteBuffer wanted, Completion done);

        /** Whether to go on. */
        boolean wantsMore();
    }

    private final Flight flight;
    private final Differing differing;
    private final Drain all;
    private final Tally tally;

    /**
     * Prepares to compare.
     *
     * @param flight has room for blocks of both disks: each takes two buffers
     * @param all gets the whole first disk
     */
    Comparing(Flight flight, Differing differing, Drain all, Tally tally) {
        this.flight = flight;
        this.differing = differing;
        this.all = all;
        this.tally = tally;
    }

    void compare(Place one, Place other, Plan plan) throws IOException {
        while (differing.wantsMore()) {
            Optional<Block> next = flight.next(plan);
            if (next.isEmpty()) {
                break;
            }
            begin(one, other, next.get());
        }
        flight.land();
    }

    private void begin(Place one, Place other, Block block) {
        tally.begins(block.offset(), block.length());
        if (block.zeroes()) {
            all.zeroes(block.offset(), block.length(), end(block));
            return;
        }
        ByteBuffer wanted = flight.buffer().limit((int) block.length());
        ByteBuffer found = flight.buffer().limit((int) block.length());
        Completion end = end(block);
        Completion both = new Callback(
                () -> {
                    flight.give(wanted);
                    flight.give(found);
                    end.succeeded();
                },
                e -> {
                    flight.give(wanted);
                    flight.give(found);
                    end.failed(e);
                });
        Finished reads = new Finished(2, new Callback(() -> look(block, wanted, found, both), both::failed));
        one.read(block.offset(), wanted, reads);
        other.read(block.offset(), found, reads);
    }

    private void look(Block block, ByteBuffer wanted, ByteBuffer found, Completion done) {
        int index = wanted.mismatch(found);
        Finished ends = new Finished(index < 0 ? 1 : 2, done);
        all.data(block.offset(), wanted, ends);
        if (index >= 0) {
            differing.differs(block.offset(), index, wanted.duplicate(), ends);
        }
    }

    private Completion end(Block block) {
        return new Callback(
                () -> {
                    tally.ends(block.offset(), block.length());
                    flight.leave();
                },
                flight::leave);
    }
}
