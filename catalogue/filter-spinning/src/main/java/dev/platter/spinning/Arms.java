// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.spinning;

import java.util.function.LongSupplier;

/**
 * The heads of the disk, each of which has an equal part of it. They sit on one arm, or each on an arm of its own. An arm carries out one request after the other. Any
 * thread may call it.
 */
final class Arms {
    private final int heads;
    private final SeekTimes times;
    private final LongSupplier clock;
    private final Arm[] arms;

    private static final class Arm {
        private long position;
        private long freeAt;
    }

    /**
     * @param heads how many
     * @param separate whether each has an arm of its own
     * @param clock nanoseconds, as {@link System#nanoTime()} counts them
     */
    Arms(int heads, boolean separate, SeekTimes times, LongSupplier clock) {
        this.heads = heads;
        this.times = times;
        this.clock = clock;
        arms = new Arm[separate ? heads : 1];
        long now = clock.getAsLong();
        for (int i = 0; i < arms.length; i++) {
            arms[i] = new Arm();
            arms[i].freeAt = now;
        }
    }

    /**
     * Moves the head that has an offset, when its arm is free.
     *
     * @param size of the disk, in bytes, more than the offset
     * @return how long that takes from now on, in nanoseconds
     */
    synchronized long seek(long offset, long size) {
        long range = Math.max(1, Math.ceilDiv(size, heads));
        Arm arm = arms[(int) (offset / range) % arms.length];
        long target = offset % range;
        long now = clock.getAsLong();
        long begin = arm.freeAt - now > 0 ? arm.freeAt : now;
        arm.freeAt = begin + times.of(Math.abs(target - arm.position), range);
        arm.position = target;
        return arm.freeAt - now;
    }
}
