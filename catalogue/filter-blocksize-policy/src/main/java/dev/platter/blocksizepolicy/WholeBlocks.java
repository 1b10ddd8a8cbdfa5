// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocksizepolicy;

import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes extents begin and end between blocks, for clients that were told of larger blocks than the disk behind has: the
 * protocol demands that the lengths in a block status be multiples of the minimum block size.
 *
 * <p>Extents of whole blocks pass. The pieces of a divided block are combined. If the disk behind ends its answer
 * within a block, the answer to the client ends before that block; only if that would leave nothing, the disk behind is
 * asked for the rest of that one block, as often as needed.
 *
 * <p>Used by one thread at a time, as every sink.
 */
final class WholeBlocks implements ExtentSink, Completion {
    /** Asks the disk behind. */
    @FunctionalInterface
    interface Question {
        void ask(long offset, long length, ExtentSink sink, Completion completion);
    }

    /** Combines the states of two pieces of a block. */
    @FunctionalInterface
    interface Union {
        long of(long one, long other) throws DiskException;
    }

    private final Question question;
    private final Union union;
    private final int block;
    private final long end;
    private final ExtentSink sink;
    private final Completion completion;

    /**
     * How many questions are still to be asked. The call that finds 0 asks them all, so that no answer asks from within
     * another.
     */
    private final AtomicInteger questions = new AtomicInteger();

    private long asked;
    private long covered;
    private long divided;
    private long status;
    private boolean isDivided;
    private boolean passedOn;
    private boolean full;
    private @Nullable DiskException failure;

    WholeBlocks(
            Question question,
            Union union,
            int block,
            long offset,
            long length,
            ExtentSink sink,
            Completion completion) {
        this.question = question;
        this.union = union;
        this.block = block;
        this.sink = sink;
        this.completion = completion;
        covered = offset;
        end = offset + length;
    }

    void begin() {
        ask();
    }

    private void ask() {
        if (questions.getAndIncrement() == 0) {
            do {
                asked = covered;
                question.ask(covered, (isDivided ? endOfBlock(divided) : end) - covered, this, this);
            } while (questions.decrementAndGet() > 0);
        }
    }

    private long endOfBlock(long offset) {
        return Math.min(end, offset - offset % block + block);
    }

    /** The last border between blocks at or before an offset; the end of the range is a border too. */
    private long border(long offset) {
        return offset == end ? end : offset - offset % block;
    }

    @Override
    public boolean add(long offset, long length, long state) {
        long to = length > end - offset ? end : offset + length;
        if (full || to <= covered) {
            return !full;
        }
        if (offset > covered) {
            throw new IllegalArgumentException("an extent at " + offset + " leaves a gap after " + covered);
        }
        long from = covered;
        covered = to;
        if (isDivided) {
            if (!join(state)) {
                return false;
            }
            from = endOfBlock(divided);
            if (to < from) {
                return true;
            }
            isDivided = false;
            pass(divided, from, status);
        }
        pass(from, Math.max(from, border(to)), state);
        if (border(to) < to) {
            isDivided = true;
            divided = Math.max(from, border(to));
            status = state;
        }
        return !full;
    }

    private boolean join(long state) {
        try {
            status = union.of(status, state);
            return true;
        } catch (DiskException e) {
            failure = e;
            full = true;
            return false;
        }
    }

    private void pass(long from, long to, long state) {
        if (from < to && !full) {
            passedOn = true;
            full = !sink.add(from, to - from, state);
        }
    }

    @Override
    public void succeeded() {
        if (passedOn) {
            completion.succeeded();
        } else if (failure != null) {
            completion.failed(failure);
        } else if (covered == asked) {
            completion.failed(new DiskException(
                    NbdError.EIO, "the disk behind was asked for extents at " + asked + ", and has reported none"));
        } else {
            ask();
        }
    }

    @Override
    public void failed(IOException error) {
        completion.failed(error);
    }
}
