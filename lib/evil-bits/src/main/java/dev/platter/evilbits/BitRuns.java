package dev.platter.evilbits;

/** Takes runs of corrupted bits, in ascending order, without overlap; neighbours may come as one run or as several. */
@FunctionalInterface
public interface BitRuns {
    /**
     * Takes a run. Bit 0 of a byte is its least significant, and comes first.
     *
     * @param first its first bit, counted from the first bit of the range that was asked for
     * @param end the bit after its last
     * @return whether more is wanted
     */
    boolean run(long first, long end);
}
