// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.truncate;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A disk that is shorter or longer than the one behind. What is beyond the end of that one, the tail, reads as zeroes, and takes nothing
 * else; the rest of each request, its head, goes on.
 */
final class TruncatedDisk extends ForwardingAsyncDisk {
    private static final ByteBuffer ZEROES =
            ByteBuffer.allocateDirect(64 * 1024).asReadOnlyBuffer();

    private final long real;
    private final long size;
    private final Features behind;

    /**
     * Changes a size.
     *
     * @param next the disk behind
     * @param real its size, in bytes
     * @param size the size to show, in bytes
     */
    TruncatedDisk(Disk next, long real, long size) throws IOException {
        super(next);
        this.real = real;
        this.size = size;
        behind = next.features();
    }

    @Override
    public long size() {
        return size;
    }

    /** The tail is a hole, which clients may learn and may zero quickly, whatever the disk behind can do. */
    @Override
    public Features features() {
        Features shown = behind.withExtents(Support.NATIVE);
        return behind.zero() == Support.NATIVE ? shown.withFastZero(true) : shown;
    }

    @Override
    public boolean completesOnReturn() {
        return next().completesOnReturn();
    }

    private long head(long offset, long length) {
        return Math.clamp(real - offset, 0, length);
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        int length = into.remaining();
        int head = (int) head(offset, length);
        if (head == length) {
            next().read(into, offset, holes, completion);
        } else if (head == 0) {
            readTail(into, 0, holes);
            completion.succeeded();
        } else {
            int end = into.limit();
            into.limit(into.position() + head);
            next().read(into, offset, holes, new Completion() {
                @Override
                public void succeeded() {
                    if (into.hasRemaining()) {
                        failed(new IOException("the disk behind has read " + (head - into.remaining()) + " of " + head
                                + " bytes at " + offset));
                        return;
                    }
                    into.limit(end);
                    readTail(into, head, holes);
                    completion.succeeded();
                }

                @Override
                public void failed(IOException error) {
                    into.limit(end);
                    completion.failed(error);
                }
            });
        }
    }

    private static void readTail(ByteBuffer into, int head, HoleSink holes) {
        holes.hole(head, into.remaining());
        while (into.hasRemaining()) {
            into.put(ZEROES.slice(0, Math.min(into.remaining(), ZEROES.capacity())));
        }
    }

    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        return head(offset, into.remaining()) == into.remaining() && next().tryRead(into, offset, holes);
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        int head = (int) head(offset, length);
        boolean lent = head == 0 || next().lend(offset, head, loan);
        if (lent && head < length) {
            loan.hole(length - head);
        }
        return lent;
    }

    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) throws IOException {
        return head(offset, length) == length ? next().land(offset, length, flags) : Optional.empty();
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        int length = from.remaining();
        int head = (int) head(offset, length);
        if (head == length) {
            next().write(from, offset, flags, completion);
            return;
        }
        if (!isZero(from.slice(from.position() + head, length - head))) {
            completion.failed(new DiskException(
                    NbdError.ENOSPC,
                    "write of " + length + " bytes at " + offset + " goes beyond the end of the disk behind, which has "
                            + real + " bytes: only zeroes can be written there"));
        } else if (head == 0) {
            completion.succeeded();
        } else {
            next().write(from.slice(from.position(), head), offset, flags, completion);
        }
    }

    private static boolean isZero(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            int piece = Math.min(bytes.remaining(), ZEROES.capacity());
            if (bytes.slice(bytes.position(), piece).mismatch(ZEROES.slice(0, piece)) >= 0) {
                return false;
            }
            bytes.position(bytes.position() + piece);
        }
        return true;
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        long head = head(offset, length);
        if (head == 0) {
            completion.succeeded();
        } else {
            next().trim(offset, head, flags, completion);
        }
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        long head = head(offset, length);
        if (head == 0) {
            completion.succeeded();
        } else if (flags.fastZero() && !behind.fastZero()) {
            completion.failed(new DiskException(
                    NbdError.ENOTSUP, "the disk behind has no fast zeroes: ask for zeroes without the flag FAST_ZERO"));
        } else {
            next().zero(offset, head, flags, completion);
        }
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        long head = head(offset, length);
        if (head == 0) {
            completion.succeeded();
        } else {
            next().cache(offset, head, completion);
        }
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        long head = head(offset, length);
        if (head > 0 && behind.extents() == Support.NONE) {
            sink.add(offset, head, BlockStatus.DATA);
            completion.succeeded();
        } else {
            ask(AsyncDisk::extents, BlockStatus.HOLE | BlockStatus.ZERO, offset, length, sink, completion);
        }
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink, Completion completion) {
        ask(
                (disk, at, size, extents, end) -> disk.blockStatus(context, at, size, extents, end),
                0,
                offset,
                length,
                sink,
                completion);
    }

    private interface Question {
        void ask(AsyncDisk disk, long offset, long length, ExtentSink sink, Completion completion);
    }

    /** Asks the disk behind about the head; a client that gets no more asks again about the tail. */
    private void ask(Question question, long tail, long offset, long length, ExtentSink sink, Completion completion) {
        long head = head(offset, length);
        if (head == 0) {
            sink.add(offset, length, tail);
            completion.succeeded();
        } else {
            question.ask(next(), offset, head, sink.clipped(offset, head), completion);
        }
    }
}
