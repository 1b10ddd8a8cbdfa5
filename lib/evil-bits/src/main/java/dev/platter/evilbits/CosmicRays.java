// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evilbits;

import dev.platter.evilbits.Seed.Purpose;
import dev.platter.generators.SplitMix64;

/**
 * Bits that flip in transit, other ones in each read. They are drawn as by {@link StuckBits}, without blocks: the walk
 * begins with the read, with a generator that follows from the seed and the read's number. So a client that reads again
 * gets other bits, and a new run with the same seed gives the same ones.
 */
public final class CosmicRays {
    private final long seed;
    private final Gaps gaps;
    private final int run;

    /**
     * @param seed decides which bits flip
     * @param density how many flip
     */
    public CosmicRays(Seed seed, Density density) {
        this.seed = seed.forPurpose(Purpose.RAYS);
        gaps = density.gaps();
        run = density.run();
    }

    /**
     * Whether a read has any flipped bit.
     *
     * @param read its number
     * @param length its length, in bytes, at most 2^59
     * @return true if it has at least one
     */
    public boolean any(long read, long length) {
        return !gaps.areEndless() && gaps.draw(SplitMix64.at(SplitMix64.at(seed, read), 0)) - run + 1 < length << 3;
    }

    /**
     * Visits the flipped bits of a read.
     *
     * @param read its number
     * @param length its length, in bytes, at most 2^59
     * @param touched takes them
     */
    public void visit(long read, long length, Touched touched) {
        SplitMix64 random = new SplitMix64(SplitMix64.at(seed, read));
        long end = length << 3;
        long done = 0;
        // A run may have begun before the read.
        for (long at = gaps.draw(random.next()) - run + 1; at < end; at += 1 + gaps.draw(random.next())) {
            long first = Math.max(done, at);
            done = Math.min(end, at + run);
            if (first < done && !touched.run(first, done)) {
                return;
            }
        }
    }
}
