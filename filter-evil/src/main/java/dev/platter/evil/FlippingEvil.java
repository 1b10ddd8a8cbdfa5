// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import dev.platter.evilbits.CosmicRays;
import dev.platter.evilbits.Touched;

/** Bits flip in transit. */
record FlippingEvil(CosmicRays rays) implements Evil {
    @Override
    public boolean varies() {
        return true;
    }

    @Override
    public boolean touches(long read, long offset, int length) {
        return rays.any(read, length);
    }

    @Override
    public void visit(long read, long offset, int length, Touched touched) {
        rays.visit(read, length, touched);
    }

    @Override
    public int becomes(long read, long offset, int index, int touched, int was) {
        return was ^ touched;
    }
}
