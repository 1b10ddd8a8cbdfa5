// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.traffic;

import dev.platter.nbd.Commands;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The numbers of one connection, or of all connections of an export. One thread writes them, others read them: plain
 * additions that become visible to other threads a little later, with no lock and no allocation on the request path.
 *
 * <p>The requests of a turn are answered together, so the time measured for each of them begins when they were read and
 * ends when all replies of the turn were given to the system. So the clock is read for each turn, not for each request.
 */
public final class Counters implements Meter {
    /** The commands have numbers from 0 to this minus 1. Others are counted under the last. */
    public static final int COMMANDS = 9;

    private static final int REQUESTS = 0;
    private static final int BYTES = 1;
    private static final int ERRORS = 2;
    private static final int NANOS = 3;
    private static final int FIRST_BUCKET = 4;
    private static final int FIELDS = FIRST_BUCKET + Latencies.BUCKETS;

    /** Behind the rows of all commands: the sizes of reads, then those of writes. The lengths of others are not data. */
    private static final int SIZES = COMMANDS * FIELDS;

    private static final int ALL = SIZES + 2 * RequestSizes.BUCKETS;

    private final AtomicLongArray values = new AtomicLongArray(ALL);
    private final int[] inThisTurn = new int[COMMANDS];

    private final SlowRequests slow;

    Counters(SlowRequests slow) {
        this.slow = slow;
    }

    private static int row(int command) {
        return Math.min(command & 0xffff, COMMANDS - 1) * FIELDS;
    }

    private static int firstSize(int command) {
        return SIZES + (command == Commands.READ ? 0 : RequestSizes.BUCKETS);
    }

    private void addSize(int command, long length) {
        if (command == Commands.READ || command == Commands.WRITE) {
            add(firstSize(command) + RequestSizes.bucket(length), 1);
        }
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
        addSize(command, length);
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
        addSize(command, length);
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

    /** Adds all numbers of another object. */
    void add(Counters other) {
        for (int i = 0; i < ALL; i++) {
            add(i, other.values.getOpaque(i));
        }
    }

    /**
     * The number of requests that were answered.
     *
     * @param command the command's number
     * @return their number
     */
    public long requests(int command) {
        return values.getOpaque(row(command) + REQUESTS);
    }

    /**
     * How many bytes of the disk the requests concerned.
     *
     * @param command the command's number
     * @return the sum of their lengths in bytes
     */
    public long bytes(int command) {
        return values.getOpaque(row(command) + BYTES);
    }

    /**
     * The number of requests that were answered with an error.
     *
     * @param command the command's number
     * @return their number
     */
    public long errors(int command) {
        return values.getOpaque(row(command) + ERRORS);
    }

    /**
     * The time that all requests took together.
     *
     * @param command the command's number
     * @return the sum in nanoseconds
     */
    public long nanos(int command) {
        return values.getOpaque(row(command) + NANOS);
    }

    /**
     * The number of requests by the time that they took.
     *
     * @param command the command's number
     * @return their number in each bucket of {@link Latencies}; the last bucket is for requests that took longer than
     *     all bounds
     */
    public long[] latencies(int command) {
        return buckets(row(command) + FIRST_BUCKET, Latencies.BUCKETS);
    }

    /**
     * The number of reads or writes by their size.
     *
     * @param command {@link Commands#READ} or {@link Commands#WRITE}
     * @return their number in each bucket of {@link RequestSizes}; the last bucket is for requests that are larger than all
     *     bounds
     * @throws IllegalArgumentException if it is another command, whose sizes are not counted
     */
    public long[] sizes(int command) {
        if (command != Commands.READ && command != Commands.WRITE) {
            throw new IllegalArgumentException("only sizes of reads and writes are counted, not of command " + command);
        }
        return buckets(firstSize(command), RequestSizes.BUCKETS);
    }

    private long[] buckets(int first, int number) {
        long[] counts = new long[number];
        for (int i = 0; i < number; i++) {
            counts[i] = values.getOpaque(first + i);
        }
        return counts;
    }
}
