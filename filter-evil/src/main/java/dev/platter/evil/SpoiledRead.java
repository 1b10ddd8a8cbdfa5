package dev.platter.evil;

import dev.platter.api.ExtentSink;
import dev.platter.api.HoleSink;
import dev.platter.nbd.BlockStatus;
import java.nio.ByteBuffer;

/**
 * A read of which some bits will be corrupted when the disk behind has done its part. What is said to be zeroes in block status
 * stays zeroes, or else a client that reads blindly would see another disk than one that asks first. Many disks tell of
 * holes while they read. For those that have not, block status is asked for, but only if a bit of a byte that is zero would
 * change: with data, that is hardly ever.
 */
final class SpoiledRead implements HoleSink {
    private final Corruption corruption;
    private final long number;
    private final ByteBuffer into;
    private final int start;
    private final long offset;
    private final int length;
    private final HoleSink told;
    private final Holes holes = new Holes();
    private long covered;

    private interface Change {
        /** Takes a bit that would change, and says whether more is wanted. */
        boolean at(int index, int bit, byte was);
    }

    SpoiledRead(Corruption corruption, long number, ByteBuffer into, long offset, HoleSink told) {
        this.corruption = corruption;
        this.number = number;
        this.into = into;
        start = into.position();
        this.offset = offset;
        length = into.remaining();
        this.told = told;
    }

    @Override
    public void hole(int index, int size) {
        holes.add(index, size);
        told.hole(index, size);
    }

    /** Whether it depends on block status what is corrupted. To be asked when the bytes are there. */
    boolean dependsOnExtents() {
        if (!holes.none()) {
            return false;
        }
        boolean[] depends = new boolean[1];
        changes((index, bit, was) -> {
            depends[0] = was == 0;
            return !depends[0];
        });
        return depends[0];
    }

    /** Where the part begins of which block status is not known yet. */
    long unknownFrom() {
        return offset + covered;
    }

    /** How long that is; 0 if all is known. */
    long unknown() {
        return length - covered;
    }

    /** Takes the block status of a range that begins at {@link #unknownFrom}. */
    ExtentSink extents() {
        ExtentSink taking = (at, size, status) -> {
            covered = at - offset + size;
            if ((status & BlockStatus.ZERO) != 0) {
                holes.add((int) (at - offset), (int) size);
            }
            return true;
        };
        return taking.clipped(unknownFrom(), unknown());
    }

    /** Corrupts. */
    void spoil(Testimony.Lines lines) {
        changes((index, bit, was) -> {
            if (!corruption.allowance().take()) {
                return false;
            }
            into.put(start + index, (byte) (into.get(start + index) ^ (1 << bit)));
            lines.corrupted(offset + index, bit, ((was >>> bit) & 1) != 0);
            return true;
        });
    }

    private void changes(Change change) {
        holes.rewind();
        corruption.evil().visit(number, offset, length, (first, end) -> {
            for (long position = first; position < end; position++) {
                int index = (int) (position >>> 3);
                int bit = (int) position & 7;
                byte was = into.get(start + index);
                boolean value = ((was >>> bit) & 1) != 0;
                if (corruption.evil().becomes(number, offset, position, value) != value
                        && !holes.contain(index)
                        && corruption.reach().contains(offset + index)
                        && !change.at(index, bit, was)) {
                    return false;
                }
            }
            return true;
        });
    }
}
