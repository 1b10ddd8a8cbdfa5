// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.sparserandom;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.NbdError;
import dev.platter.spread.Spread;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Computes what is read, and compares what is written. Nothing of it changes, so all clients share one disk, and a flush
 * or FUA has nothing to wait for.
 */
final class SparseRandomDisk implements AsyncDisk {
    /** How many bytes of random data take 20 µs; see {@link Spread}. */
    static final int RANDOM_PART = 16 * 1024;

    /** Likewise, where a block has the same byte everywhere. */
    static final int PART = 256 * 1024;

    /** How many blocks are looked at before extents are reported: as many as take 20 µs. */
    private static final long WALK = 1 << 21;

    private static final Features FEATURES = Features.writable()
            .withFlush()
            .withFua(Support.NATIVE)
            .withTrim()
            .withZero(Support.NATIVE)
            .withExtents(Support.NATIVE)
            .withCache(Support.NATIVE)
            .withMultiConn(true);

    private final long size;
    private final Layout layout;
    private final BlockBytes bytes;
    private final Spread spread;

    SparseRandomDisk(long size, Layout layout, BlockBytes bytes, Spread spread) {
        this.size = size;
        this.layout = layout;
        this.bytes = bytes;
        this.spread = spread;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Features features() {
        return FEATURES;
    }

    /** A piece of one run. */
    private interface Visitor {
        /** Visits it; returns whether to go on. */
        boolean visit(long offset, long length, boolean data);
    }

    /** Visits the runs of a range in order, cut off at its ends. Returns whether it got to the end. */
    private boolean visit(long offset, long length, Visitor visitor) {
        long end = offset + length;
        long mostBlocks = Math.ceilDiv(end, Layout.BLOCK);
        long at = offset;
        while (at < end) {
            long block = at / Layout.BLOCK;
            long last = layout.end(block, mostBlocks);
            long next = last == mostBlocks ? end : last * Layout.BLOCK;
            if (!visitor.visit(at, next - at, layout.isData(block))) {
                return false;
            }
            at = next;
        }
        return true;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        int begin = into.position();
        int length = into.remaining();
        into.position(into.limit());
        visit(offset, length, (at, piece, data) -> {
            if (!data) {
                holes.hole((int) (at - offset), (int) piece);
            }
            return true;
        });
        spread.over(length, (index, part) -> fill(into.slice(begin + index, part), offset + index), completion);
    }

    private void fill(ByteBuffer into, long offset) {
        visit(offset, into.remaining(), (at, length, data) -> {
            int index = (int) (at - offset);
            if (data) {
                inBlocks(at, (int) length, (part, partLength) -> {
                    bytes.fill(into.slice(index + (int) (part - at), partLength), part - part % Layout.BLOCK, (int)
                            (part % Layout.BLOCK));
                    return true;
                });
            } else {
                MemorySegment.ofBuffer(into.slice(index, (int) length)).fill((byte) 0);
            }
            return true;
        });
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        int begin = from.position();
        spread.over(
                from.remaining(),
                (index, part) -> {
                    if (!equal(from.slice(begin + index, part), offset + index)) {
                        throw new DiskException(NbdError.EIO, "data written does not match expected");
                    }
                },
                completion);
    }

    private boolean equal(ByteBuffer from, long offset) {
        return visit(offset, from.remaining(), (at, length, data) -> {
            int index = (int) (at - offset);
            return data
                    ? inBlocks(
                            at,
                            (int) length,
                            (part, partLength) -> bytes.equal(
                                    from.slice(index + (int) (part - at), partLength), part - part % Layout.BLOCK, (int)
                                            (part % Layout.BLOCK)))
                    : BlockBytes.isFilled(from.slice(index, (int) length), (byte) 0);
        });
    }

    /** A part of one block. */
    private interface PartOfBlock {
        /** Works on it; returns whether to go on. */
        boolean on(long offset, int length);
    }

    private static boolean inBlocks(long offset, int length, PartOfBlock work) {
        long end = offset + length;
        long at = offset;
        while (at < end) {
            long next = Math.min(end, at - at % Layout.BLOCK + Layout.BLOCK);
            if (!work.on(at, (int) (next - at))) {
                return false;
            }
            at = next;
        }
        return true;
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        requireHole(offset, length, completion);
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        requireHole(offset, length, completion);
    }

    private void requireHole(long offset, long length, Completion completion) {
        if (visit(offset, length, (_, _, data) -> !data)) {
            completion.succeeded();
        } else {
            completion.failed(new DiskException(NbdError.EIO, "trying to trim or zero non-hole in disk"));
        }
    }

    @Override
    public void flush(Completion completion) {
        completion.succeeded();
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        completion.succeeded();
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        visit(
                offset,
                Math.min(length, WALK * Layout.BLOCK),
                (at, piece, data) ->
                        sink.add(at, piece, data ? BlockStatus.DATA : BlockStatus.HOLE | BlockStatus.ZERO));
        completion.succeeded();
    }
}
