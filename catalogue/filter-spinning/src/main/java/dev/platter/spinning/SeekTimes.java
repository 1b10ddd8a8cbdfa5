// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.spinning;

/**
 * How long a head takes: a parabola through the times to the next track, over half of the disk, and over all of it.
 *
 * @param least to the next track, in nanoseconds
 * @param half over half of the range, in nanoseconds
 * @param most over all of the range, in nanoseconds
 */
record SeekTimes(double least, double half, double most) {
    /** A head that stays this near to where it is, in bytes, does not move. */
    private static final long TRACK = 256 * 1024;

    /**
     * The time of one movement.
     *
     * @param distance how far the head moves, in bytes
     * @param range how far it can move, in bytes
     * @return nanoseconds
     */
    long of(long distance, long range) {
        if (distance < TRACK) {
            return 0;
        }
        double part = (double) distance / range;
        double square = 2 * most - 4 * half + 2 * least;
        double line = 4 * half - most - 3 * least;
        return (long) Math.max(0, square * part * part + line * part + least);
    }
}
