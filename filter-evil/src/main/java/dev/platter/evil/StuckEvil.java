// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import dev.platter.evilbits.Intermittence;
import dev.platter.evilbits.StuckBits;
import dev.platter.evilbits.Touched;

/**
 * Bits are stuck.
 *
 * @param bits which bits, and at which value
 * @param onTheWay whether they are wires that each read takes, rather than bits of the disk
 * @param intermittence whether a bit is stuck in a particular read
 */
record StuckEvil(StuckBits bits, boolean onTheWay, Intermittence intermittence) implements Evil {
    @Override
    public boolean varies() {
        return !intermittence.isConstant();
    }

    private long place(long offset) {
        return onTheWay ? 0 : offset;
    }

    @Override
    public boolean touches(long read, long offset, int length) {
        return bits.any(place(offset), length);
    }

    @Override
    public void visit(long read, long offset, int length, Touched touched) {
        bits.visit(place(offset), length, touched);
    }

    @Override
    public int becomes(long read, long offset, int index, int touched, int was) {
        int stuck = intermittence.stuck(read, index, touched);
        return (was & ~stuck) | (bits.values(place(offset) + index) & stuck);
    }
}
