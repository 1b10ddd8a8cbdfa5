// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.traffic;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The numbers of one connection, or of all that an export had. One thread writes them, others read them: plain additions
 * that are seen a little later elsewhere, with no lock and nothing allocated on the request path.
 *
 * <p>The requests of a turn are answered together, so what is measured for each of them is the time from when they were read
 * to when all replies of the turn were given to the system. It costs a look at the clock for each turn and none for each request.
 */
public final class Counters implements Meter {
    /** The commands have numbers from 0 to this, less one. Others are counted under the last. */
    public static final int COMMANDS = 9;

    private static final int REQUESTS = 0;
    private static final int BYTES = 1;
    private static final int ERRORS = 2;
    private static final int NANOS = 3;
    private static final int FIRST_BUCKET = 4;
    private static final int FIELDS = FIRST_BUCKET + Latencies.BUCKETS;

    private final AtomicLongArray values = new AtomicLongArray(COMMANDS * FIELDS);
    private final int[] inThisTurn = new int[COMMANDS];

    private final SlowRequests slow;

    Counters(SlowRequests slow) {
        this.slow = slow;
    }

    private static int row(int command) {
        return Math.min(command & 0xffff, COMMANDS - 1) * FIELDS;
    }

    private void add(int index, long more) {
        values.setOpaque(index, values.getPlain(index) + more);
    }

    @Override
    public boolean counts() {
        return true;
    }

    @Override
    public void atOnce(int command, long length) {
        inThisTurn[Math.min(command, COMMANDS - 1)]++;
        add(row(command) + BYTES, length);
    }

    @Override
    public void turnEnded(long nanos) {
        int bucket = Latencies.bucket(nanos);
        for (int command = 0; command < COMMANDS; command++) {
            int requests = inThisTurn[command];
            if (requests > 0) {
                inThisTurn[command] = 0;
                add(row(command) + REQUESTS, requests);
                add(row(command) + NANOS, requests * nanos);
                add(row(command) + FIRST_BUCKET + bucket, requests);
                tellIfSlow(command, nanos);
            }
        }
    }

    @Override
    public void late(int command, long length, long nanos) {
        int row = row(command);
        add(row + REQUESTS, 1);
        add(row + BYTES, length);
        add(row + NANOS, nanos);
        add(row + FIRST_BUCKET + Latencies.bucket(nanos), 1);
        tellIfSlow(command, nanos);
    }

    private void tellIfSlow(int command, long nanos) {
        if (nanos >= SlowRequests.SLOW) {
            slow.answered(command, nanos);
        }
    }

    @Override
    public void failed(int command) {
        add(row(command) + ERRORS, 1);
    }

    /** Adds all numbers of another. */
    void add(Counters other) {
        for (int i = 0; i < COMMANDS * FIELDS; i++) {
            add(i, other.values.getOpaque(i));
        }
    }

    /**
     * How many requests were answered.
     *
     * @param command the command's number
     * @return their number
     */
    public long requests(int command) {
        return values.getOpaque(row(command) + REQUESTS);
    }

    /**
     * How much of the disk they concerned.
     *
     * @param command the command's number
     * @return the sum of their lengths in bytes
     */
    public long bytes(int command) {
        return values.getOpaque(row(command) + BYTES);
    }

    /**
     * How many were answered with an error.
     *
     * @param command the command's number
     * @return their number
     */
    public long errors(int command) {
        return values.getOpaque(row(command) + ERRORS);
    }

    /**
     * How long they took together.
     *
     * @param command the command's number
     * @return the sum in nanoseconds
     */
    public long nanos(int command) {
        return values.getOpaque(row(command) + NANOS);
    }

    /**
     * How many took how long.
     *
     * @param command the command's number
     * @return their number in each bucket of {@link Latencies}, the last one for those that took longer than all bounds
     */
    public long[] latencies(int command) {
        long[] counts = new long[Latencies.BUCKETS];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = values.getOpaque(row(command) + FIRST_BUCKET + i);
        }
        return counts;
    }
}
