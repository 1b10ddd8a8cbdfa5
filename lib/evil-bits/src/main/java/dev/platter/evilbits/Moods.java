package dev.platter.evilbits;

import dev.platter.evilbits.Seed.Purpose;

/** Whether a stuck bit is stuck at the moment, which is drawn anew for each bit of each read. */
public final class Moods {
    private final long seed;
    private final double probability;

    /**
     * Prepares them.
     *
     * @param seed what they follow from
     * @param probability that a stuck bit is stuck
     */
    public Moods(Seed seed, double probability) {
        this.seed = seed.forPurpose(Purpose.MOODS);
        this.probability = probability;
    }

    /**
     * Whether they never change.
     *
     * @return true if it makes no difference which read it is
     */
    public boolean areSteady() {
        return probability == 0 || probability == 1;
    }

    /**
     * Draws one.
     *
     * @param read the read's number
     * @param position the bit, counted from the beginning of the read
     * @return whether it is stuck
     */
    public boolean stuck(long read, long position) {
        return probability == 1
                || SplitMix64.fraction(SplitMix64.at(SplitMix64.at(seed, read), position)) < probability;
    }
}
