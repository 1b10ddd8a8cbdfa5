// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import dev.platter.api.ExtentSink;
import dev.platter.api.HoleSink;
import dev.platter.nbd.BlockStatus;
import java.nio.ByteBuffer;

/**
 * A read that the disk behind has done, and of which some bits are to be corrupted. Ranges that block status calls
 * zeroes stay zeroes; otherwise a client that reads blindly would see another disk than one that asks first. Many disks
 * report holes while they read. For the others block status is asked for, but only if a bit of a zero byte would
 * change: with data, that is rare.
 *
 * <p>At 1e-3 a read of a mebibyte has 8,000 touched bits, none in the nearest cache, and for each a coin decides
 * whether it changes. So a byte is written back whether it has changed or not: an unpredictable branch would wait for
 * each byte by itself, and cost more than everything else.
 */
final class CorruptedRead implements HoleSink {
    private final Corruption corruption;
    private final long number;
    private final ByteBuffer into;
    private final int start;
    private final long offset;
    private final int length;
    private final HoleSink told;
    private final boolean knowsExtents;
    private final Holes holes = new Holes();
    private long covered;
    private long goOnAt;
    private boolean waits;

    /**
     * @param told is told of holes too
     * @param knowsExtents whether the disk behind can be asked for block status
     */
    CorruptedRead(
            Corruption corruption, long number, ByteBuffer into, long offset, HoleSink told, boolean knowsExtents) {
        this.corruption = corruption;
        this.number = number;
        this.into = into;
        start = into.position();
        this.offset = offset;
        length = into.remaining();
        this.told = told;
        this.knowsExtents = knowsExtents;
    }

    @Override
    public void hole(int index, int size) {
        holes.add(index, size);
        told.hole(index, size);
    }

    /** Whether a zero byte may or may not be in a hole. */
    boolean isUnsure() {
        return knowsExtents && holes.none() && unknown() > 0;
    }

    /** Where the part begins whose block status is not known yet. */
    long unknownFrom() {
        return offset + covered;
    }

    /** The length of that part; 0 if all is known. */
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

    /**
     * Corrupts the read, or continues with that. Called when the bytes are there.
     *
     * @return true when done; false if the rest depends on block status, which must be known completely before the next
     *     call
     */
    boolean corrupt(CorruptionLog.Lines lines) {
        boolean unsure = isUnsure();
        boolean recorded = lines.areWanted() || corruption.allowance().isLimited();
        boolean simple = holes.none() && corruption.reach().isEverywhere() && !recorded;
        long from = goOnAt;
        waits = false;
        Evil evil = corruption.evil();
        evil.visit(number, offset, length, (at, touched) -> {
            int index = (int) at;
            long bit = (at << 3) + Integer.numberOfTrailingZeros(touched);
            if (bit < from) {
                return true;
            }
            int was = into.get(start + index) & 0xff;
            int becomes = evil.becomes(number, offset, index, touched, was);
            if (simple && !(unsure && was == 0)) {
                into.put(start + index, (byte) becomes);
                return true;
            }
            if (holes.contain(index) || !corruption.reach().contains(offset + index)) {
                return true;
            }
            if (unsure && was == 0 && becomes != 0) {
                goOnAt = bit;
                waits = true;
                return false;
            }
            int granted = recorded ? record(index, was ^ becomes, was, lines) : was ^ becomes;
            into.put(start + index, (byte) (was ^ granted));
            return granted == (was ^ becomes);
        });
        return !waits;
    }

    /** Chooses which of some flipped bits may be flipped, and logs them. */
    private int record(int index, int flipped, int was, CorruptionLog.Lines lines) {
        int granted = 0;
        for (int left = flipped; left != 0 && corruption.allowance().take(); left &= left - 1) {
            int bit = Integer.numberOfTrailingZeros(left);
            granted |= 1 << bit;
            lines.corrupted(offset + index, bit, ((was >>> bit) & 1) != 0);
        }
        return granted;
    }
}
