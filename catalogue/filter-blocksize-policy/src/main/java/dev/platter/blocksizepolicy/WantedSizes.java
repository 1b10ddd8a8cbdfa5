// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocksizepolicy;

import dev.platter.api.BlockSizes;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Size;
import dev.platter.nbd.Limits;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The block sizes that a user has asked for, in bytes; empty if the disk behind decides.
 *
 * @param minimum offsets and lengths are multiples of it
 * @param preferred performs best
 * @param maximum the longest read or write; {@link #UNLIMITED} for any
 */
record WantedSizes(OptionalLong minimum, OptionalLong preferred, OptionalLong maximum) {
    /** The largest number that can be sent to a client, which stands for no limit. */
    static final long UNLIMITED = 0xffff_ffffL;

    private static final String MINIMUM = "blocksize-minimum";
    private static final String PREFERRED = "blocksize-preferred";
    private static final String MAXIMUM = "blocksize-maximum";
    private static final long LARGEST_MINIMUM = 64 * 1024;
    private static final long SMALLEST_PREFERRED = 512;

    /**
     * Checks each size, and all given sizes against each other.
     *
     * @throws ParameterException if one is out of its range or contradicts another
     */
    WantedSizes {
        minimum.ifPresent(size ->
                require(isPowerOfTwo(size) && size <= LARGEST_MINIMUM, MINIMUM, size, "a power of two from 1 to 64K"));
        preferred.ifPresent(size -> require(
                isPowerOfTwo(size) && size >= SMALLEST_PREFERRED && size <= Limits.DEFAULT_MAX_PAYLOAD,
                PREFERRED,
                size,
                "a power of two from 512 to 32M"));
        if (minimum.isPresent() && preferred.isPresent()) {
            long least = minimum.getAsLong();
            require(
                    preferred.getAsLong() >= least,
                    PREFERRED,
                    preferred.getAsLong(),
                    "at least " + MINIMUM + ", " + least);
        }
        if (maximum.isPresent() && maximum.getAsLong() != UNLIMITED) {
            long most = maximum.getAsLong();
            minimum.ifPresent(
                    size -> require(most % size == 0, MAXIMUM, most, "a multiple of " + MINIMUM + ", " + size));
            preferred.ifPresent(size -> require(most >= size, MAXIMUM, most, "at least " + PREFERRED + ", " + size));
        }
    }

    private static void require(boolean holds, String key, long size, String what) {
        if (!holds) {
            throw new ParameterException(key, "it must be " + what + ", not " + size);
        }
    }

    private static boolean isPowerOfTwo(long size) {
        return Long.bitCount(size) == 1;
    }

    /**
     * A size as given on a command line.
     *
     * @return empty for 0, which stands for a size that is not given
     */
    static OptionalLong given(String key, Optional<Size> size) {
        long bytes = size.map(Size::bytes).orElse(0L);
        require(bytes <= UNLIMITED, key, bytes, "at most " + UNLIMITED);
        return bytes == 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
    }

    boolean areNone() {
        return minimum.isEmpty() && preferred.isEmpty() && maximum.isEmpty();
    }

    /**
     * The sizes to tell clients. A size that was not asked for is the disk's own, adjusted to those that were.
     *
     * @throws IllegalArgumentException if a size that was asked for contradicts the disk's; the message has the numbers
     */
    BlockSizes over(BlockSizes own) {
        if (areNone()) {
            return own;
        }
        int least = (int) minimum.orElse(own.minimum());
        int best = (int) preferred.orElse(Math.max(own.preferred(), least));
        long most = maximum.orElse(own.maximumData() == Long.MAX_VALUE ? UNLIMITED : own.maximumData() / least * least);
        long data = most == UNLIMITED ? Long.MAX_VALUE : most;
        return new BlockSizes(least, best, data, Math.max(data, own.maximumEffect()));
    }
}
