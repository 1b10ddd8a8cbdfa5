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
        Evil evil = corruption.evil();
        evil.visit(number, offset, length, (first, end) -> {
            for (long position = first; position < end; position++) {
                int index = (int) (position >>> 3);
                // That it is zero is rare, so it is asked first.
                if (into.get(start + index) == 0
                        && evil.becomes(number, offset, position, false)
                        && corruption.reach().contains(offset + index)) {
                    depends[0] = true;
                    return false;
                }
            }
            return true;
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
        Evil evil = corruption.evil();
        evil.visit(number, offset, length, (first, end) -> {
            for (long position = first; position < end; position++) {
                int index = (int) (position >>> 3);
                int bit = (int) position & 7;
                byte bits = into.get(start + index);
                boolean was = ((bits >>> bit) & 1) != 0;
                if (evil.becomes(number, offset, position, was) == was
                        || holes.contain(index)
                        || !corruption.reach().contains(offset + index)) {
                    continue;
                }
                if (!corruption.allowance().take()) {
                    return false;
                }
                into.put(start + index, (byte) (bits ^ (1 << bit)));
                lines.corrupted(offset + index, bit, was);
            }
            return true;
        });
    }
}
