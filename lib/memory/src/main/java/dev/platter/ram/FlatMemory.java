// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.api.ExtentSink;
import dev.platter.api.HandedState;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.libc.SystemMemory;
import dev.platter.nbd.BlockStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * A disk in one piece of memory that the system has promised from the beginning. All of it counts as data.
 *
 * <p>Threads need no synchronization: an offset has the same place in memory for as long as the disk lives.
 */
final class FlatMemory implements Memory {
    static final String ALLOCATOR = "malloc";

    private static final String SIZE = "size";
    private static final String LOCKED = "locked";

    /** From this number of bytes on, the system zeroes memory faster than a copy does. */
    private static final int WORTH_DISCARDING = 64 * 1024;

    private final long size;
    private final FlatSpace space;
    private final boolean mlock;
    private final Region[] regions;

    FlatMemory(long size, FlatSpace space, boolean mlock) {
        this.size = size;
        this.space = space;
        this.mlock = mlock;
        this.regions = space.regions().toArray(Region[]::new);
    }

    @Override
    public boolean blocking() {
        return false;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) {
        int index = into.position();
        int end = into.limit();
        long at = offset;
        while (index < end) {
            int part = partWithin(at, end - index);
            into.put(index, buffer(at), within(at), part);
            index += part;
            at += part;
        }
        into.position(end);
    }

    /** The range stays where it is as long as the disk lives, whatever happens to it, so the return does not matter. */
    @Override
    public boolean lend(long offset, int length, Loan loan) {
        long at = offset;
        int left = length;
        while (left > 0) {
            int part = partWithin(at, left);
            loan.memory(buffer(at).slice(within(at), part));
            at += part;
            left -= part;
        }
        return true;
    }

    @Override
    public void write(ByteBuffer from, long offset) {
        int index = from.position();
        int end = from.limit();
        long at = offset;
        while (index < end) {
            int part = partWithin(at, end - index);
            buffer(at).put(within(at), from, index, part);
            index += part;
            at += part;
        }
    }

    @Override
    public void discard(long offset, long length) {
        WholePages whole = WholePages.of(offset, length, size, space.discardShift());
        if (length < WORTH_DISCARDING || whole.isEmpty()) {
            fill(offset, offset + length);
            return;
        }
        fill(offset, whole.headEnd());
        fill(whole.tailStart(), offset + length);
        long from = whole.first() << space.discardShift();
        if (!space.discard(from, (whole.end() << space.discardShift()) - from)) {
            fill(whole.headEnd(), whole.tailStart());
        }
    }

    @Override
    public void allocateZeroes(long offset, long length) {
        fill(offset, offset + length);
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink) {
        sink.add(offset, length, BlockStatus.DATA);
    }

    @Override
    public HandedState release() {
        Map<String, Object> values = StateFormat.describe(ALLOCATOR, space.kind(), space.regions());
        values.put(SIZE, size);
        values.put(LOCKED, space.isLocked());
        return StateFormat.seal(values);
    }

    /**
     * Makes a disk of a state.
     *
     * @param system the system's calls for memory, if the state's memory was mapped
     * @throws IOException if the disk now has another size, or cannot be locked; the state is then unchanged
     */
    static FlatMemory unpack(HandedState state, long size, boolean mlock, Optional<SystemMemory> system)
            throws IOException {
        long was = state.get(SIZE, Long.class);
        if (was != size) {
            throw new IOException("the disk to take over has " + was + " bytes, but size=" + size
                    + "; allocator=malloc cannot change it");
        }
        FlatSpace space = FlatSpace.adopt(StateFormat.regions(state), state.get(LOCKED, Boolean.class), system);
        if (mlock) {
            space.lock();
        }
        return new FlatMemory(size, space, mlock);
    }

    /** If the hand-over fails, the old instance finds the memory locked as it was. */
    @Override
    public void keep() {
        if (!mlock) {
            space.unlock();
        }
    }

    @Override
    public void close() {
        space.close();
    }

    private void fill(long from, long to) {
        long at = from;
        while (at < to) {
            int part = partWithin(at, to - at);
            Zeroes.fill(buffer(at), within(at), part);
            at += part;
        }
    }

    private ByteBuffer buffer(long offset) {
        return regions[(int) (offset / Region.MAX_SIZE)].buffer();
    }

    private static int within(long offset) {
        return (int) (offset % Region.MAX_SIZE);
    }

    private static int partWithin(long offset, long length) {
        return (int) Math.min(length, Region.MAX_SIZE - within(offset));
    }
}
