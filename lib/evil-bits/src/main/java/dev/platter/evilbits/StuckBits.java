// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evilbits;

import dev.platter.evilbits.Seed.Purpose;
import dev.platter.generators.SplitMix64;
import org.jspecify.annotations.Nullable;

/**
 * The stuck bits of a disk, of any size, as a function of a seed. Nothing but the seed is stored, and every question
 * always has the same answer: in any order, at any length, after a restart and on another machine.
 *
 * <h2>Blocks</h2>
 *
 * <p>Walking along a disk from one stuck bit to the next is cheap and exact: gaps between events that are independent
 * and equally likely at each bit are distributed geometrically, so each is drawn in one step ({@link Gaps}), and the
 * cost grows with the number of stuck bits, not of the bits between [1, 2]. But a read in the middle of a disk must not
 * walk there from the beginning. So the disk is cut into blocks in which about a hundred runs begin. Each block has a
 * generator of its own, which begins at a mix of the seed and the block's number ({@link SplitMix64}), and a walk
 * begins at the border before the read. Events before a border have no influence on events after it, since the
 * distribution has no memory: a walk that stops at a border and begins anew there is as likely to find a bit as one
 * that goes on. So borders cannot be seen in the result, and no probability is special: with 1 every gap is 0, and with
 * 0 there is no event.
 *
 * <p>At 1e-3 a block has 16 KiB, at 1e-8 it has a gigabyte or two. A disk has up to 2^66 bits, more than a long counts.
 * So blocks are found by bytes, and bits are counted within a block, which has at most 2^61, or from the beginning of a
 * read.
 *
 * <h2>Runs</h2>
 *
 * <p>With bursts, the beginnings of runs are drawn ({@link Density}). A run may cross a border, so a read that begins
 * near a border also looks at the block before. That holds for the first block too, so there is a block before the disk
 * whose runs reach into it.
 *
 * <h2>Values</h2>
 *
 * <p>The value at which a bit is stuck is a bit of a number that belongs to its byte, in a sequence of its own. So it
 * does not depend on its neighbours.
 *
 * <h2>The cache</h2>
 *
 * <p>A block is drawn in some microseconds, and kept until another one needs its place. A thread that finds its block's
 * place taken draws the block again. The places are plain fields of an array, written without a lock: blocks are
 * immutable, and a thread that misses what another has just put there only loses time.
 *
 * <p>[1] L. Devroye: Non-Uniform Random Variate Generation, chapter X.2. Springer 1986.
 *
 * <p>[2] J. S. Vitter: Faster Methods for Random Sampling. CACM 27(7), 1984.
 */
public final class StuckBits {
    private static final int RUNS_IN_A_BLOCK = 100;

    /** A power of two: 256 MiB of a disk at 1e-3, in some ten megabytes. */
    private static final int MOST_CACHED = 1 << 14;

    private static final int BITS_IN_A_BYTE_LOG = 3;

    private final long places;
    private final long values;
    private final Gaps gaps;
    private final int run;
    private final long blockBits;
    private final int blockBytesLog;
    private final @Nullable Block[] cache = new @Nullable Block[MOST_CACHED];

    private StuckBits(long places, long values, Density density) {
        this.places = places;
        this.values = values;
        gaps = density.gaps();
        run = density.run();
        blockBits = density.bitsFor(RUNS_IN_A_BLOCK);
        blockBytesLog = Long.numberOfTrailingZeros(blockBits) - BITS_IN_A_BYTE_LOG;
    }

    /**
     * The stuck bits of a disk.
     *
     * @param seed decides which bits are stuck
     * @param density how many
     * @return the bits; any number of threads may ask for them
     */
    public static StuckBits ofDisk(Seed seed, Density density) {
        return new StuckBits(seed.forPurpose(Purpose.PLACES), seed.forPurpose(Purpose.VALUES), density);
    }

    /**
     * The stuck wires of a cable, through which each read is sent from its first byte on, as if it were the beginning
     * of a disk.
     *
     * @param seed decides which wires are stuck
     * @param density how many
     * @return the bits; any number of threads may ask for them
     */
    public static StuckBits ofWires(Seed seed, Density density) {
        return new StuckBits(seed.forPurpose(Purpose.WIRES), seed.forPurpose(Purpose.WIRE_VALUES), density);
    }

    /**
     * Whether any bit in a range is stuck.
     *
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes, at most 2^59
     * @return true if at least one is
     */
    public boolean any(long offset, long length) {
        if (gaps.areEndless() || length == 0) {
            return false;
        }
        long last = (offset + length - 1) >> blockBytesLog;
        for (long number = firstBlock(offset); number <= last; number++) {
            long from = -bitsFrom(offset, number);
            Block block = block(number);
            int first = block.firstFrom(from - run + 1);
            if (first < block.count() && block.start(first) < from + (length << BITS_IN_A_BYTE_LOG)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Visits the stuck bits in a range.
     *
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes, at most 2^59
     * @param touched takes them
     */
    public void visit(long offset, long length, Touched touched) {
        if (gaps.areEndless() || length == 0) {
            return;
        }
        long end = length << BITS_IN_A_BYTE_LOG;
        long last = (offset + length - 1) >> blockBytesLog;
        long done = 0;
        for (long number = firstBlock(offset); number <= last; number++) {
            long base = bitsFrom(offset, number);
            Block block = block(number);
            int i = block.firstFrom(-base - run + 1);
            if (run == 1) {
                // The second form gives the same, in twice the time.
                int count = number == last ? block.firstFrom(end - base) : block.count();
                for (; i < count; i++) {
                    long bit = base + block.start(i);
                    if (!touched.bits(bit >>> 3, 1 << (bit & 7))) {
                        return;
                    }
                }
                continue;
            }
            for (; i < block.count(); i++) {
                long first = Math.max(done, base + block.start(i));
                if (first >= end) {
                    return;
                }
                done = Math.min(end, base + block.start(i) + run);
                if (first < done && !touched.run(first, done)) {
                    return;
                }
            }
        }
    }

    /**
     * The values at which the stuck bits of a byte are stuck.
     *
     * @param offset the byte
     * @return the values, as a byte from 0 to 255; bits that are not stuck have no meaning
     */
    public int values(long offset) {
        return (int) SplitMix64.at(values, offset) & 0xff;
    }

    /** The first block whose runs may reach an offset. Numbers begin at -1. */
    private long firstBlock(long offset) {
        long number = offset >> blockBytesLog;
        return -bitsFrom(offset, number) < run - 1 ? number - 1 : number;
    }

    /** The distance from an offset to the beginning of a block, in bits. */
    private long bitsFrom(long offset, long number) {
        return ((number << blockBytesLog) - offset) << BITS_IN_A_BYTE_LOG;
    }

    private Block block(long number) {
        int place = (int) number & (MOST_CACHED - 1);
        Block cached = cache[place];
        if (cached == null || cached.number() != number) {
            cached = Block.draw(number, places, blockBits, gaps);
            cache[place] = cached;
        }
        return cached;
    }
}
