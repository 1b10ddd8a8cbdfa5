// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import dev.platter.api.DiskException;
import dev.platter.api.Export;
import dev.platter.api.ThreadModel;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One state of an export over time: a started chain, and the connections that use it. A connection stays with the revision
 * that it opened, and the revision lasts as long as one of them does.
 *
 * <ul>
 *   <li><b>open</b>: clients come and go.
 *   <li><b>moving</b>: a {@link Handover} takes the clients elsewhere. A client that comes waits for how that ends.
 *   <li><b>retired</b>: no client comes any more. A caller that still asks gets the successor, if there is one.
 * </ul>
 *
 * <pre>
 *            close            reopen
 *    open ----------&gt; moving ----------&gt; open
 *      \               |
 *       \ retire       | retire (the hand-over was committed)
 *        +-------------+---------&gt; retired ----------&gt; unused
 *                                         no call, no lease
 * </pre>
 *
 * <ol>
 *   <li>The chain is called either for a lease or between {@code enter} and {@code leave}. A revision without leases and
 *       without calls is idle, and no thread is in its chain.
 *   <li>The revision is unused when it is retired and idle. It stays so: {@code enter} does not let a caller into a retired
 *       one. So the chain can be stopped as soon as that is told.
 *   <li>While it is moving no call begins, and the hand-over has waited for those under way; leases change only by being closed
 *       or by the hand-over.
 *   <li>A hand-over may start from a retired revision. If it fails, the revision is retired again.
 *   <li>A chain that serves one connection at a time is entered for opening only when the revision is idle.
 *   <li>That it is unused is told on a thread of its own: the thread that closes the last lease may be an event loop, and holds
 *       this monitor; the common pool may be full of tasks that wait.
 * </ol>
 *
 * <p>All methods may be called by any thread. Those that throw {@link IOException} may wait.
 */
public final class Revision {
    private enum State {
        OPEN,
        MOVING,
        RETIRED
    }

    private final Chain chain;
    private final Set<Lease> leases = new LinkedHashSet<>();
    private final CompletableFuture<Void> unused = new CompletableFuture<>();
    private State state = State.OPEN;
    private State beforeMoving = State.OPEN;
    private @Nullable Revision successor;

    /** Calls that belong to no lease: listing, and opening that is not finished. */
    private int calls;

    /**
     * A revision without clients.
     *
     * @param chain its chain, which belongs to the caller. It is started before a client comes, and can be stopped when the
     *     revision is {@link #retire unused}
     */
    public Revision(Chain chain) {
        this.chain = chain;
    }

    /**
     * What is served.
     *
     * @return the chain
     */
    public Chain chain() {
        return chain;
    }

    /**
     * How many connections use it.
     *
     * @return the number of leases
     */
    public synchronized int users() {
        return leases.size();
    }

    /**
     * Opens the disk for a client.
     *
     * @param client who opens it
     * @param acceptance what chains have said of the client; this one is asked if it has not been
     * @param loop the event loop of its connection
     * @param holder the connection
     * @return the lease, to be closed once
     * @throws IOException if a member refuses, or the export is gone
     */
    public Lease open(Client client, Acceptance acceptance, Executor loop, LeaseHolder holder) throws IOException {
        Revision next = enter(chain.threadModel() == ThreadModel.SERIALIZE_CONNECTIONS);
        if (next != this) {
            return next.open(client, acceptance, loop, holder);
        }
        @Nullable Lease lease = null;
        try {
            acceptance.by(chain);
            OpenDisk disk = chain.open(client);
            lease = new Lease(disk.client(), loop, holder, this, disk);
            return lease;
        } finally {
            leave(lease);
        }
    }

    /**
     * Lists the exports to show.
     *
     * @param client who asks
     * @return the exports
     * @throws IOException if a member refuses
     */
    public List<Export> exports(Client client) throws IOException {
        Revision next = enter(false);
        if (next != this) {
            return next.exports(client);
        }
        try {
            return chain.exports(client);
        } finally {
            leave(null);
        }
    }

    /**
     * Lets every member look at a client, if they have not.
     *
     * @param acceptance what chains have said of the client
     * @throws IOException if one of them refuses it
     */
    public void accept(Acceptance acceptance) throws IOException {
        Revision next = enter(false);
        if (next != this) {
            next.accept(acceptance);
            return;
        }
        try {
            acceptance.by(chain);
        } finally {
            leave(null);
        }
    }

    /**
     * Begins a call.
     *
     * @param alone whether to wait until the revision is idle (5)
     * @return this, or the successor that is to be asked instead
     */
    private synchronized Revision enter(boolean alone) throws IOException {
        try {
            while (state == State.MOVING || (alone && state == State.OPEN && !isIdle())) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DiskException(NbdError.ESHUTDOWN, "interrupted while waiting for the export", e);
        }
        if (state == State.RETIRED) {
            if (successor == null) {
                throw new DiskException(NbdError.ESHUTDOWN, "the export is not served any more");
            }
            return successor;
        }
        calls++;
        return this;
    }

    private boolean isIdle() {
        return calls == 0 && leases.isEmpty();
    }

    private synchronized void leave(@Nullable Lease opened) {
        calls--;
        if (opened != null) {
            leases.add(opened);
        }
        changed();
    }

    /** Takes in a lease that comes from another revision. */
    synchronized void joined(Lease lease) {
        leases.add(lease);
    }

    /** Drops a lease that ends, or goes to another revision. */
    synchronized void left(Lease lease) {
        leases.remove(lease);
        changed();
    }

    private void changed() {
        notifyAll();
        if (state == State.RETIRED && isIdle()) {
            // (6)
            unused.completeAsync(() -> null, Thread.ofPlatform().daemon().name("nbd-unused")::start);
        }
    }

    /**
     * Takes no client any more. Those that are connected stay.
     *
     * @return becomes complete when the last of them has left and the chain can be stopped (2)
     */
    public CompletableFuture<Void> retire() {
        return retire(null);
    }

    /**
     * Sends callers that still ask for this one to another. Clients that are connected stay.
     *
     * @param next the other
     * @return becomes complete when the last of them has left and the chain can be stopped (2)
     */
    public CompletableFuture<Void> retireFor(Revision next) {
        return retire(next);
    }

    private synchronized CompletableFuture<Void> retire(@Nullable Revision next) {
        successor = next;
        state = State.RETIRED;
        changed();
        return unused;
    }

    /**
     * The leases of the clients that use it.
     *
     * @return a copy
     */
    public synchronized List<Lease> leases() {
        return List.copyOf(leases);
    }

    // ---- For a hand-over ----

    /**
     * Begins to move: no call begins any more, and calls under way are waited for (3).
     *
     * @param deadline in the terms of {@link System#nanoTime}
     * @return whether they have ended; if not, the revision is what it was before
     */
    synchronized boolean close(long deadline) throws InterruptedException {
        if (state == State.MOVING) {
            throw new IllegalStateException("its clients are being moved already");
        }
        beforeMoving = state;
        state = State.MOVING;
        while (calls > 0) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                reopen();
                return false;
            }
            wait(left / 1_000_000 + 1);
        }
        return true;
    }

    /** Ends moving: the revision is what it was before (4). */
    synchronized void reopen() {
        state = beforeMoving;
        changed();
    }
}
