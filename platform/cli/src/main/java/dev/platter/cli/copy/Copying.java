// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.api.Completion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/** Moves all blocks of a source to a drain. Its thread begins the reads, and waits at the end for the last write. */
final class Copying {
    private final Flight flight;
    private final Drain drain;
    private final Tally tally;

    Copying(Flight flight, Drain drain, Tally tally) {
        this.flight = flight;
        this.drain = drain;
        this.tally = tally;
    }

    /** Copies the blocks of a plan. */
    void copy(Place from, Plan plan) throws IOException {
        for (Optional<Block> next = flight.next(plan); next.isPresent(); next = flight.next(plan)) {
            Block block = next.get();
            tally.begins(block.offset(), block.length());
            if (block.zeroes()) {
                drain.zeroes(block.offset(), block.length(), end(block.offset(), block.length()));
            } else {
                ByteBuffer buffer = flight.buffer().limit((int) block.length());
                Completion read = new Callback(() -> hand(block.offset(), buffer), e -> {
                    flight.give(buffer);
                    flight.leave(e);
                });
                from.read(block.offset(), buffer, read);
            }
        }
        flight.land();
    }

    /**
     * Copies what comes from a pipe.
     *
     * @return how many bytes came
     */
    long copy(String name, ReadableByteChannel from) throws IOException {
        long at = 0;
        while (flight.enter()) {
            ByteBuffer buffer = flight.buffer();
            try {
                while (buffer.hasRemaining() && from.read(buffer) >= 0) {}
            } catch (IOException e) {
                flight.fail(new IOException("cannot read " + name + ": " + CopyCommand.sentence(e), e));
                buffer.clear();
            }
            buffer.flip();
            if (!buffer.hasRemaining()) {
                flight.leave();
                break;
            }
            int length = buffer.remaining();
            tally.begins(at, length);
            hand(at, buffer);
            at += length;
        }
        flight.land();
        return at;
    }

    private void hand(long offset, ByteBuffer data) {
        int length = data.remaining();
        Completion end = end(offset, length);
        drain.data(
                offset,
                data,
                new Callback(
                        () -> {
                            flight.give(data);
                            end.succeeded();
                        },
                        e -> {
                            flight.give(data);
                            end.failed(e);
                        }));
    }

    private Completion end(long offset, long length) {
        return new Callback(
                () -> {
                    tally.ends(offset, length);
                    flight.leave();
                },
                flight::leave);
    }
}
