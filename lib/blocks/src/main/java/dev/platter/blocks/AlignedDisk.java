// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocks;

import dev.platter.api.AsyncDisk;
import dev.platter.api.BlockSizes;
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
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A disk that accepts requests of any length for any bytes, in front of one that wants whole blocks, or requests that are not too long. A
 * request that fits goes on as it is. Any other is carried out as several, one after the other: reads read whole blocks; writes and zeroes
 * read a block, change it and write it back where they cover a part of it; trims leave such blocks alone.
 *
 * <p>Nothing waits here on a thread. A block that is read, changed and written back is kept from other changes by {@link BlockLocks}, which
 * all disks must share that lead to the same bytes.
 */
public final class AlignedDisk extends ForwardingAsyncDisk {
    private static final int MOST_DATA = 64 << 20;

    private final int minimum;
    private final int block;
    private final int mostData;
    private final long mostEffect;
    private final BlockLocks locks;
    private final BlockBuffers bounces;

    /**
     * Puts a disk in front of one that wants blocks.
     *
     * @param next the disk behind, which is closed with this one
     * @param block the size of a block, in bytes: a power of 2, not below the minimum block size of the disk behind, and at most 64 KiB
     * @param mostData how long a read or a write may be, in bytes, at least a block
     * @param mostEffect how long other requests may be, in bytes, at least a block
     * @param locks shared with the other disks
     * @throws IOException if the features of the disk behind cannot be found out
     */
    public AlignedDisk(Disk next, int block, int mostData, long mostEffect, BlockLocks locks) throws IOException {
        super(next);
        minimum = next.features().blockSizes().minimum();
        this.block = block;
        this.mostData = mostData;
        this.mostEffect = mostEffect;
        this.locks = locks;
        bounces = new BlockBuffers(block);
    }

    /**
     * Makes a disk accept requests of any length for any bytes.
     *
     * @param disk any disk
     * @param locks shared with the other disks that lead to the same bytes
     * @return the disk itself if it does so already
     * @throws IOException if its features cannot be found out
     */
    public static AsyncDisk of(Disk disk, BlockLocks locks) throws IOException {
        BlockSizes sizes = disk.features().blockSizes();
        if (sizes.minimum() == 1
                && sizes.maximumData() >= Integer.MAX_VALUE
                && sizes.maximumEffect() == Long.MAX_VALUE) {
            return AsyncDisk.of(disk);
        }
        int mostData = (int) Math.min(sizes.maximumData(), MOST_DATA);
        return new AlignedDisk(disk, sizes.minimum(), mostData, sizes.maximumEffect(), locks);
    }

    /** The size of the disk behind; what follows its last whole block cannot be reached. */
    @Override
    public long size() throws IOException {
        return next().size() & -block;
    }

    @Override
    public Features features() throws IOException {
        Features behind = next().features();
        BlockSizes any = BlockSizes.ANY;
        int preferred = Math.max(behind.blockSizes().preferred(), block);
        return behind.withBlockSizes(new BlockSizes(1, preferred, any.maximumData(), any.maximumEffect()));
    }

    /** A block that is changed may have to wait for another change. */
    @Override
    public boolean completesOnReturn() {
        return block == 1 && next().completesOnReturn();
    }

    private boolean isAligned(long offset, long length) {
        return ((offset | length) & (block - 1)) == 0;
    }

    private boolean fits(long offset, long length, long most) {
        return length <= most && isAligned(offset, length);
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        int length = into.remaining();
        if (fits(offset, length, mostData)) {
            next().read(into, offset, holes, completion);
        } else {
            new Read(into, offset, holes, completion).run();
        }
    }

    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        return fits(offset, into.remaining(), mostData) && next().tryRead(into, offset, holes);
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        return fits(offset, length, mostData) && next().lend(offset, length, loan);
    }

    /** A payload that lands would not be kept from blocks that are being changed. */
    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) throws IOException {
        return block == 1 && length <= mostData ? next().land(offset, length, flags) : Optional.empty();
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        int length = from.remaining();
        if (block == 1 && length <= mostData) {
            next().write(from, offset, flags, completion);
        } else if (fits(offset, length, mostData)) {
            change(offset, length, completion, end -> next().write(from, offset, flags, end));
        } else {
            new Write(from, offset, flags, completion).run();
        }
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        long from = (offset + block - 1) & -block;
        long to = (offset + length) & -block;
        if (from >= to) {
            completion.succeeded();
            return;
        }
        new BlockWalk(block, mostEffect, from, to - from, completion) {
            @Override
            void blocks(long at, long piece) {
                change(at, piece, this, end -> next().trim(at, piece, flags, end));
            }

            @Override
            void fragment(long at, int piece) {
                succeeded();
            }
        }.run();
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        if (flags.fastZero() && !fits(offset, length, mostEffect)) {
            completion.failed(new DiskException(
                    NbdError.ENOTSUP,
                    "zeroes of " + length + " bytes at " + offset + " are not fast: only whole blocks of " + block
                            + " bytes are, up to " + mostEffect));
            return;
        }
        new BlockWalk(block, mostEffect, offset, length, completion) {
            @Override
            void blocks(long at, long piece) {
                change(at, piece, this, end -> next().zero(at, piece, flags, end));
            }

            @Override
            void fragment(long at, int piece) {
                RequestFlags write = RequestFlags.NONE.withFua(flags.fua());
                changePart(at, ByteBuffer.allocate(piece), write, this);
            }
        }.run();
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        long from = offset & -block;
        new BlockWalk(block, mostEffect, from, ((offset + length + block - 1) & -block) - from, completion) {
            @Override
            void blocks(long at, long piece) {
                next().cache(at, piece, this);
            }

            @Override
            void fragment(long at, int piece) {
                succeeded();
            }
        }.run();
    }

    /** Extents of whole blocks: a client may rely on what it is told of a part of one. */
    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        if (block == minimum) {
            long from = offset & -minimum;
            next().extents(from, asked(from, offset + length), sink.clipped(offset, length), completion);
        } else {
            new WholeExtents(next(), block, mostEffect & -block, offset, length, sink, completion).run();
        }
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink, Completion completion) {
        long from = offset & -minimum;
        next().blockStatus(context, from, asked(from, offset + length), sink.clipped(offset, length), completion);
    }

    /**
     * Not more than the disk behind takes; a client asks again about the rest. Extents are asked of the blocks that the disk behind has
     * itself: each then ends between two of them, so that even the first one reaches what the client has asked about.
     */
    private long asked(long from, long to) {
        return Math.min(mostEffect & -block, ((to + minimum - 1) & -minimum) - from);
    }

    private interface Change {
        void begin(Completion end);
    }

    /** Changes whole blocks. */
    private void change(long offset, long length, Completion completion, Change change) {
        if (block == 1) {
            change.begin(completion);
        } else {
            new Held(offset, length, false, change, completion).begin();
        }
    }

    /** Reads a block, changes a part of it, and writes it back. */
    private void changePart(long offset, ByteBuffer part, RequestFlags flags, Completion completion) {
        long start = offset & -block;
        new Held(start, block, true, end -> readThenWrite(start, (int) (offset - start), part, flags, end), completion)
                .begin();
    }

    private void readThenWrite(long start, int index, ByteBuffer part, RequestFlags flags, Completion end) {
        ByteBuffer bounce = bounces.take();
        Completion written = new Returning(bounce, end);
        next().read(bounce, start, HoleSink.NONE, new Completion() {
            @Override
            public void succeeded() {
                if (bounce.hasRemaining()) {
                    failed(unfilled(start));
                    return;
                }
                bounce.put(index, part, part.position(), part.remaining());
                next().write(bounce.flip(), start, flags, written);
            }

            @Override
            public void failed(IOException error) {
                written.failed(error);
            }
        });
    }

    private IOException unfilled(long offset) {
        return new IOException("the disk behind has not filled the buffer of a read at " + offset);
    }

    /** Gives a buffer back before it tells how a request has ended. */
    private final class Returning implements Completion {
        private final ByteBuffer bounce;
        private final Completion end;

        Returning(ByteBuffer bounce, Completion end) {
            this.bounce = bounce;
            this.end = end;
        }

        @Override
        public void succeeded() {
            bounces.give(bounce);
            end.succeeded();
        }

        @Override
        public void failed(IOException error) {
            bounces.give(bounce);
            end.failed(error);
        }
    }

    /** A change that holds its blocks until it has ended. */
    private final class Held implements Completion {
        private final Change change;
        private final Completion end;
        private final BlockLocks.Hold hold;

        Held(long offset, long length, boolean alone, Change change, Completion end) {
            this.change = change;
            this.end = end;
            hold = locks.prepare(offset, length, alone, this::granted);
        }

        void begin() {
            locks.acquire(hold);
        }

        private void granted() {
            change.begin(this);
        }

        @Override
        public void succeeded() {
            locks.release(hold);
            end.succeeded();
        }

        @Override
        public void failed(IOException error) {
            locks.release(hold);
            end.failed(error);
        }
    }

    private final class Read extends BlockWalk {
        private final ByteBuffer into;
        private final int limit;
        private final long offset;
        private final HoleSink holes;

        Read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
            super(block, mostData, offset, into.remaining(), new Unlimited(into, completion));
            this.into = into;
            limit = into.limit();
            this.offset = offset;
            this.holes = holes;
        }

        @Override
        void blocks(long at, long length) {
            into.limit(into.position() + (int) length);
            next().read(into, at, holes.shifted((int) (at - offset)), this);
        }

        @Override
        void fragment(long at, int length) {
            ByteBuffer bounce = bounces.take();
            long start = at & -block;
            next().read(bounce, start, HoleSink.NONE, new Completion() {
                @Override
                public void succeeded() {
                    if (bounce.hasRemaining()) {
                        failed(unfilled(start));
                        return;
                    }
                    into.limit(limit).put(bounce.slice((int) (at - start), length));
                    bounces.give(bounce);
                    Read.this.succeeded();
                }

                @Override
                public void failed(IOException error) {
                    bounces.give(bounce);
                    Read.this.failed(error);
                }
            });
        }

        @Override
        public void succeeded() {
            if (into.limit() < limit && into.hasRemaining()) {
                failed(unfilled(offset));
                return;
            }
            super.succeeded();
        }
    }

    /** Gives a buffer its limit back at the end of a read. */
    private record Unlimited(ByteBuffer into, int limit, Completion end) implements Completion {
        Unlimited(ByteBuffer into, Completion end) {
            this(into, into.limit(), end);
        }

        @Override
        public void succeeded() {
            into.limit(limit);
            end.succeeded();
        }

        @Override
        public void failed(IOException error) {
            into.limit(limit);
            end.failed(error);
        }
    }

    private final class Write extends BlockWalk {
        private final ByteBuffer from;
        private final int begin;
        private final long offset;
        private final RequestFlags flags;

        Write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
            super(block, mostData, offset, from.remaining(), completion);
            this.from = from;
            begin = from.position();
            this.offset = offset;
            this.flags = flags;
        }

        @Override
        void blocks(long at, long length) {
            change(at, length, this, end -> next().write(part(at, (int) length), at, flags, end));
        }

        @Override
        void fragment(long at, int length) {
            changePart(at, part(at, length), flags, this);
        }

        private ByteBuffer part(long at, int length) {
            return from.slice(begin + (int) (at - offset), length);
        }
    }
}
