// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The loans of a connection that are not returned yet. They are calls under way: while there are any, the disk is
 * neither closed nor handed over.
 *
 * <p>A loan is short. It ends when the socket has taken the bytes; or when the client is slow, so that this has not
 * happened after {@link #LONGEST}, or when the connection is suspended for a hand-over: then what is unsent is copied. If
 * the connection is closed, Netty drops what is unsent, and that ends the loans too.
 *
 * <p>Used on the event loop.
 */
final class Loans {
    /** How long a loan lasts at most, in nanoseconds. It is looked for so often, so it may last twice as long. */
    static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(200);

    private final System.Logger logger;
    private final LongSupplier clock;
    private final StallWatch.Timer timer;
    private final ConnectionControl control;
    private final Deque<LentRead> out = new ArrayDeque<>();
    private long bytes;
    private boolean watching;

    /** Creates an empty list. The clock counts nanoseconds. */
    Loans(System.Logger logger, LongSupplier clock, StallWatch.Timer timer, ConnectionControl control) {
        this.logger = logger;
        this.clock = clock;
        this.timer = timer;
        this.control = control;
    }

    /** The number of loans that are not returned. */
    int count() {
        return out.size();
    }

    /** The number of bytes that wait for the socket in the memory of disks, and so take none of the server's. */
    long bytes() {
        return bytes;
    }

    /** Begins a loan, before any of it is sent. */
    void begin(LentRead read) {
        read.begins(clock.getAsLong());
        out.addLast(read);
        if (!watching) {
            watching = true;
            lookLater();
        }
    }

    void log(String error) {
        logger.log(System.Logger.Level.ERROR, error);
    }

    void lentMore(long more) {
        bytes += more;
    }

    /** Ends a loan that has begun. */
    void returned(LentRead read) {
        out.removeFirstOccurrence(read);
        tellDisk(read);
        if (out.isEmpty()) {
            control.loansReturned();
        }
    }

    /** Tells the disk that a loan is returned. A task that fails must not keep the others from being run. */
    void tellDisk(LentRead read) {
        for (Runnable task : read.tasks()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                logger.log(
                        System.Logger.Level.ERROR,
                        "a disk could not take back what it has lent for a read of " + read.length() + " bytes at "
                                + read.offset() + ": unexpected " + e,
                        e);
            }
        }
    }

    /** Ends all loans by copying what is unsent. */
    void keepCopies() {
        List.copyOf(out).forEach(LentRead::keepCopies);
    }

    private void lookLater() {
        timer.after(LONGEST, TimeUnit.NANOSECONDS, this::look);
    }

    private void look() {
        long now = clock.getAsLong();
        boolean copied = false;
        for (LentRead first = out.peekFirst();
                first != null && now - first.began() >= LONGEST;
                first = out.peekFirst()) {
            first.keepCopies();
            copied = true;
        }
        watching = !out.isEmpty();
        if (watching) {
            lookLater();
        }
        if (copied) {
            // The copies are memory that is held for the client.
            control.settled();
        }
    }
}
