// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.engine.resources.MemoryShare;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Limits the memory that requests of all connections hold: payloads that are being received, and data that waits for a
 * disk or for its client. Used by any thread.
 *
 * <h2>Taking and giving</h2>
 *
 * <p>While the line is empty, memory is taken and given back by atomic additions, without a lock. A connection that
 * finds no room puts a claim in line and stops reading its socket until the claim is granted. A claim enters the line
 * first and looks for room afterwards; memory is given back first, and the line is looked at afterwards. One of the two
 * sees the other, so no claim waits while there is room for it.
 *
 * <h2>Two lines</h2>
 *
 * <p>Claims of at most {@link #SMALL} bytes and larger ones wait in lines of their own, since the memory for a single long
 * write would suffice for hundreds of short requests. An eighth of the budget is kept for small claims ({@code reserve}): large
 * ones leave it alone, unless one is so large that it needs all of the budget. While large claims wait, small ones together
 * hold no more than that part, or what the largest claim will leave, so that those are not put off for ever either.
 *
 * <p>In each line claims are compared in this order: the claim whose export holds the least memory comes first;
 * then the claim whose client has lost the fewest connections for stalling; then the claim whose client holds the least
 * memory; then the claim that has waited longest. So clients that take memory and do not give it back wait for each
 * other, on however many connections, and others do not wait for them; and the clients of one export do not shut out
 * those of another. No claim overtakes the first one of its line: room is kept for that one until it suffices.
 *
 * <p>Plugins and filters take memory from the same budget, as clients of their export ({@link #member}). Since they may keep it for
 * long, they get no more than half of it all together, and never so much that the longest request finds no room; and all
 * their claims count as large ones.
 *
 * <p>A claim that is larger than the whole budget would wait for ever, and must not be put in line: see {@link #most}.
 */
public final class MemoryBudget {
    /** The largest claim that counts as small, in bytes: a piece of a long read over TLS, with the header of its reply. */
    static final long SMALL = 2 * (PiecewiseRead.PIECE + 4096);

    /** One of so many parts of the budget is left to small claims. */
    private static final int RESERVED = 8;

    /** While no large claim waits, small ones may hold as much as there is. */
    private static final long ALL = Long.MAX_VALUE;

    /** The most that one request needs, generously; members never hold so much that there is no room for it. */
    private static final long LONGEST = Transmission.MAX_DATA + (1 << 20);

    private final long most;
    private final Duration patience;
    private final long reserve;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong heldBySmall = new AtomicLong();
    private final MemoryParties parties = new MemoryParties();
    private final ArrayDeque<MemoryClaim> smallLine = new ArrayDeque<>();
    private final ArrayDeque<MemoryClaim> largeLine = new ArrayDeque<>();
    private volatile int waiting;

    /** How much small claims may hold together, in bytes. */
    private volatile long forSmall = ALL;

    private @Nullable MembersPart members;

    /**
     * Creates a budget of which nothing is held.
     *
     * @param most the number of bytes that may be held
     * @param patience how long a client may send and take nothing while it holds memory that others wait for
     */
    public MemoryBudget(long most, Duration patience) {
        this.most = most;
        this.patience = patience;
        reserve = most / RESERVED;
    }

    Duration patience() {
        return patience;
    }

    /** The largest claim that can be granted, in bytes. */
    long most() {
        return most;
    }

    /**
     * Registers a connection.
     *
     * @param export the name of its export
     * @param client a key that is equal for all connections of one client
     */
    MemoryHolder holder(String export, Object client) {
        return parties.join(export, client, false);
    }

    /**
     * Registers a member of a chain.
     *
     * @param export the name of its export
     * @return its share in the part of the budget that members may hold
     */
    public synchronized MemoryShare member(String export) {
        MembersPart part = members;
        if (part == null) {
            part = new MembersPart(Math.max(0, Math.min(most / 2, most - reserve - LONGEST)));
            members = part;
        }
        return MemberShare.of(this, part, parties.join(export, new Object(), true));
    }

    /** Takes memory if there is room and no other claim is first; returns whether it did. */
    boolean takeNow(MemoryHolder holder, long bytes) {
        // While a large claim waits, this may still be a small one that has the reserve.
        if (waiting > 0) {
            return holder.isSmall(bytes) && takeReserved(holder, bytes);
        }
        return take(holder, bytes);
    }

    private synchronized boolean takeReserved(MemoryHolder holder, long bytes) {
        return smallLine.isEmpty() && take(holder, bytes);
    }

    /** Counts memory that is already in use, whether there is room or not. */
    void hold(MemoryHolder holder, long bytes) {
        held.addAndGet(bytes);
        holder.add(bytes);
    }

    /** Gives back memory that {@link #hold} has counted. */
    void letGo(MemoryHolder holder, long bytes) {
        hold(holder, -bytes);
        if (waiting > 0) {
            grant();
        }
    }

    /** Puts a claim in line. It may be granted before this returns. */
    void await(MemoryClaim claim) {
        if (claim.bytes() > most) {
            throw new IllegalArgumentException("a claim of " + claim.bytes() + " bytes in a budget of " + most);
        }
        synchronized (this) {
            lineOf(claim).addLast(claim);
            lineHasChanged();
        }
        grant();
    }

    /** Withdraws a waiting claim; returns false if it had already been granted. */
    boolean withdraw(MemoryClaim claim) {
        synchronized (this) {
            if (!lineOf(claim).remove(claim)) {
                return false;
            }
            lineHasChanged();
        }
        grant();
        return true;
    }

    /** Gives back the memory of a claim, all of it at once, and grants the claims that fit now. */
    void give(MemoryHolder holder, long bytes) {
        if (holder.isSmall(bytes)) {
            heldBySmall.addAndGet(-bytes);
        }
        letGo(holder, bytes);
    }

    /**
     * The memory that is held.
     *
     * @return bytes at this moment
     */
    public long taken() {
        return held.get();
    }

    /** The number of claims that wait. */
    int waiting() {
        return waiting;
    }

    /**
     * Whether a claim has waited for long.
     *
     * @param nanos how long at least
     * @param except a claim that does not count
     */
    synchronized boolean hasWaited(long nanos, @Nullable MemoryClaim except) {
        long latest = System.nanoTime() - nanos;
        return hasWaited(smallLine, latest, except) || hasWaited(largeLine, latest, except);
    }

    private static boolean hasWaited(ArrayDeque<MemoryClaim> line, long latest, @Nullable MemoryClaim except) {
        for (MemoryClaim claim : line) {
            if (claim != except && claim.since() - latest <= 0) {
                return true;
            }
        }
        return false;
    }

    private boolean take(MemoryHolder holder, long bytes) {
        boolean taken = holder.isSmall(bytes) ? takeSmall(bytes) : takeLarge(bytes);
        if (taken) {
            holder.add(bytes);
        }
        return taken;
    }

    private boolean takeSmall(long bytes) {
        if (!reserve(heldBySmall, bytes, forSmall)) {
            return false;
        }
        if (!reserve(held, bytes, most)) {
            heldBySmall.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    /** A claim that reaches into the reserve is granted when no other large one has any memory. */
    private boolean takeLarge(long bytes) {
        long forLarge = Math.max(bytes, most - reserve);
        return reserve(held, bytes, Math.min(most, forLarge + heldBySmall.get()));
    }

    private static boolean reserve(AtomicLong in, long bytes, long limit) {
        long now = in.get();
        while (bytes <= limit - now) {
            if (in.compareAndSet(now, now + bytes)) {
                return true;
            }
            now = in.get();
        }
        return false;
    }

    private ArrayDeque<MemoryClaim> lineOf(MemoryClaim claim) {
        return claim.isSmall() ? smallLine : largeLine;
    }

    private void lineHasChanged() {
        waiting = smallLine.size() + largeLine.size();
        long left = ALL;
        for (MemoryClaim claim : largeLine) {
            left = Math.min(left, Math.min(reserve, most - claim.bytes()));
        }
        forSmall = left;
    }

    private void grant() {
        for (MemoryClaim next = nextThatFits(); next != null; next = nextThatFits()) {
            try {
                next.grant();
            } catch (RuntimeException | Error e) {
                // The event loop of the claim has ended, so it needs nothing any more; the thread that has given memory
                // back is not concerned.
                give(next.holder(), next.bytes());
            }
        }
    }

    private synchronized @Nullable MemoryClaim nextThatFits() {
        MemoryClaim small = first(smallLine);
        if (small != null && take(small.holder(), small.bytes())) {
            return leave(smallLine, small);
        }
        MemoryClaim large = first(largeLine);
        if (large != null && take(large.holder(), large.bytes())) {
            return leave(largeLine, large);
        }
        return null;
    }

    private MemoryClaim leave(ArrayDeque<MemoryClaim> line, MemoryClaim claim) {
        line.remove(claim);
        lineHasChanged();
        return claim;
    }

    private static @Nullable MemoryClaim first(ArrayDeque<MemoryClaim> line) {
        MemoryClaim first = null;
        for (MemoryClaim claim : line) {
            if (first == null || claim.holder().comesBefore(first.holder())) {
                first = claim;
            }
        }
        return first;
    }
}
