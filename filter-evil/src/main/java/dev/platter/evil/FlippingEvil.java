package dev.platter.evil;

import dev.platter.evilbits.BitRuns;
import dev.platter.evilbits.CosmicRays;

/** Bits flip on their way. */
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
    public void visit(long read, long offset, int length, BitRuns runs) {
        rays.visit(read, length, runs);
    }

    @Override
    public boolean becomes(long read, long offset, long position, boolean was) {
        return !was;
    }
}
