// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.nbd.BlockStatus;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** The data and zeroes of an export, asked for as far as the server answers at once. */
final class NbdLayout implements Layout {
    private record Known(long end, boolean zeroes) {}

    private final NbdConnection connection;
    private final String name;
    private final long size;

    /** What is known behind the last question, in its order. */
    private final Deque<Known> known = new ArrayDeque<>();

    NbdLayout(NbdConnection connection, String name, long size) {
        this.connection = connection;
        this.name = name;
        this.size = size;
    }

    @Override
    public Stretch at(long offset) throws IOException {
        forget(offset);
        if (known.isEmpty()) {
            ask(offset);
            forget(offset);
        }
        Known first = known.getFirst();
        return new Stretch(first.end - offset, first.zeroes);
    }

    private void forget(long offset) {
        while (!known.isEmpty() && known.getFirst().end <= offset) {
            known.removeFirst();
        }
    }

    private void ask(long offset) throws IOException {
        Waiting answer = new Waiting();
        connection.send(
                (disk, end) -> {
                    known.clear();
                    disk.extents(
                            offset,
                            size - offset,
                            (at, length, status) -> {
                                known.add(new Known(Math.min(size, at + length), (status & BlockStatus.ZERO) != 0));
                                return true;
                            },
                            end);
                },
                answer);
        try {
            answer.await();
        } catch (IOException e) {
            throw new IOException("cannot read the extents of " + name + ": " + CopyCommand.sentence(e), e);
        }
        if (known.isEmpty() || known.getLast().end <= offset) {
            throw new IOException("the server of " + name + " gives no extents at " + offset + ": use --no-extents");
        }
    }
}
