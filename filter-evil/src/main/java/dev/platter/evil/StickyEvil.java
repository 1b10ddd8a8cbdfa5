// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import dev.platter.evilbits.Moods;
import dev.platter.evilbits.StuckBits;
import dev.platter.evilbits.Touched;

/**
 * Bits are stuck.
 *
 * @param bits which bits, and at which value
 * @param onTheWay whether they are wires that each read takes, rather than bits of the disk
 * @param moods whether a bit is stuck in a particular read
 */
record StickyEvil(StuckBits bits, boolean onTheWay, Moods moods) implements Evil {
    @Override
    public boolean varies() {
        return !moods.areSteady();
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
        int stuck = moods.stuck(read, index, touched);
        return (was & ~stuck) | (bits.values(place(offset) + index) & stuck);
    }
}
