// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.Pieces;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Does what a disk leaves to the server: FUA with a flush, zeroes by writing them, reading ahead by reading, extents by
 * reporting all of them as data. An emulation stands directly in front of each disk that asks for any of these, so a
 * filter always sees a disk behind it that can do what its features promise. A disk that asks for nothing gets no
 * emulation.
 *
 * <p>The decisions are made once, when the disk is opened.
 */
final class Emulation extends ForwardingAsyncDisk {
    /** Zeroes and read-ahead are done in pieces of this many bytes. */
    private static final int PIECE = 256 * 1024;

    private final Features asked;
    private final Features offered;
    private final boolean completesOnReturn;

    private Emulation(Disk disk, Features asked, Features offered) {
        super(disk);
        this.asked = asked;
        this.offered = offered;
        completesOnReturn = next().completesOnReturn();
    }

    /** The disk itself if it needs no emulation, else an emulation in front of it. */
    static Disk of(Disk disk, Client client) throws IOException {
        try {
            Features asked = disk.features();
            Features offered = asNative(client.readOnly() ? asked.withoutWrite() : asked);
            boolean nothingToDo = !client.readOnly()
                    && asked.fua() != Support.EMULATED
                    && asked.zero() != Support.EMULATED
                    && asked.cache() != Support.EMULATED
                    && asked.extents() != Support.EMULATED;
            return nothingToDo ? disk : new Emulation(disk, asked, offered);
        } catch (IOException | RuntimeException | Error e) {
            disk.close();
            throw e;
        }
    }

    private static Features asNative(Features left) {
        Features offered = left;
        if (left.fua() == Support.EMULATED) {
            offered = offered.withFua(Support.NATIVE);
        }
        if (left.zero() == Support.EMULATED) {
            // Refusing a fast zero at once is a correct answer: writing zeroes is not fast here.
            offered = offered.withZero(Support.NATIVE).withFastZero(true);
        }
        if (left.cache() == Support.EMULATED) {
            offered = offered.withCache(Support.NATIVE);
        }
        if (left.extents() == Support.EMULATED) {
            offered = offered.withExtents(Support.NATIVE);
        }
        return offered;
    }

    @Override
    public Features features() {
        return offered;
    }

    @Override
    public boolean completesOnReturn() {
        return completesOnReturn;
    }

    /** No emulation changes what a read returns. */
    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        return next().tryRead(into, offset, holes);
    }

    /** Nor what may be lent for it. */
    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        return next().lend(offset, length, loan);
    }

    /** A commit of a disk that cannot write durably is followed by a flush. */
    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) throws IOException {
        if (!needsFlush(flags)) {
            return next().land(offset, length, flags);
        }
        return next().land(offset, length, flags.withFua(false))
                .map(landing ->
                        new WrappedLanding(landing, (commit, completion) -> commit.accept(thenFlush(completion))));
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        if (needsFlush(flags)) {
            next().write(from, offset, flags.withFua(false), thenFlush(completion));
        } else {
            next().write(from, offset, flags, completion);
        }
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        if (needsFlush(flags)) {
            next().trim(offset, length, flags.withFua(false), thenFlush(completion));
        } else {
            next().trim(offset, length, flags, completion);
        }
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        if (asked.zero() == Support.EMULATED) {
            if (flags.fastZero()) {
                completion.failed(
                        new DiskException(NbdError.ENOTSUP, "this disk can zero only by writing, which is not fast"));
                return;
            }
            Completion end = needsFlush(flags) ? thenFlush(completion) : completion;
            RequestFlags pieceFlags = needsFlush(flags) ? flags.withFua(false) : flags;
            ByteBuffer zeroes = ByteBuffer.allocateDirect((int) Math.min(PIECE, length));
            Pieces.of(
                    offset,
                    length,
                    PIECE,
                    end,
                    (at, piece, pieceEnd) -> next().write(zeroes.limit(piece).position(0), at, pieceFlags, pieceEnd));
        } else if (needsFlush(flags)) {
            next().zero(offset, length, flags.withFua(false), thenFlush(completion));
        } else {
            next().zero(offset, length, flags, completion);
        }
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        if (asked.cache() != Support.EMULATED) {
            next().cache(offset, length, completion);
            return;
        }
        ByteBuffer nowhere = ByteBuffer.allocateDirect((int) Math.min(PIECE, length));
        Pieces.of(
                offset,
                length,
                PIECE,
                completion,
                (at, piece, pieceEnd) -> next().read(nowhere.limit(piece).position(0), at, HoleSink.NONE, pieceEnd));
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        if (asked.extents() == Support.EMULATED) {
            sink.add(offset, length, BlockStatus.DATA);
            completion.succeeded();
        } else {
            next().extents(offset, length, sink, completion);
        }
    }

    private boolean needsFlush(RequestFlags flags) {
        return flags.fua() && asked.fua() == Support.EMULATED;
    }

    private Completion thenFlush(Completion completion) {
        return new Completion() {
            @Override
            public void succeeded() {
                next().flush(completion);
            }

            @Override
            public void failed(IOException error) {
                completion.failed(error);
            }
        };
    }
}
