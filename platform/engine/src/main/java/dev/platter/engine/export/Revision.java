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
 * A version of an export: a started chain, and the connections that use it. A connection stays with the revision that
 * it opened, and the revision lasts as long as it has connections.
 *
 * <ul>
 *   <li><b>open</b>: clients come and go.
 *   <li><b>moving</b>: a {@link Handover} moves the clients elsewhere. A new client waits for the result.
 *   <li><b>retired</b>: no new client is taken. A caller that still asks gets the successor, if there is one.
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
 *   <li>The chain is called either for a lease or between {@code enter} and {@code leave}. A revision without leases
 *       and without calls is idle, and no thread is in its chain.
 *   <li>The revision is unused when it is retired and idle. It stays unused: {@code enter} does not let a caller into a
 *       retired revision. So the chain can be stopped as soon as the {@code unused} future completes.
 *   <li>While the revision is moving no call begins, and the hand-over has waited for those under way; leases change
 *       only by being closed or by the hand-over.
 *   <li>A hand-over may start from a retired revision. If it fails, the revision is retired again.
 *   <li>A chain that serves one connection at a time is entered for opening only when the revision is idle.
 *   <li>The {@code unused} future completes on a thread of its own: the thread that closes the last lease may be an
 *       event loop, and holds this monitor; the common pool may be full of tasks that wait.
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

    private volatile boolean opened;
    private volatile boolean writable;

    /** Calls that belong to no lease: listing, and opening that is not finished. */
    private int calls;

    /**
     * Creates a revision without clients.
     *
     * @param chain its chain, which belongs to the caller. The caller starts it before a client comes, and can stop it
     *     when the revision is {@link #retire unused}
     */
    public Revision(Chain chain) {
        this.chain = chain;
    }

    /**
     * The chain that is served.
     *
     * @return the chain
     */
    public Chain chain() {
        return chain;
    }

    /**
     * The number of connections that use this revision.
     *
     * @return the number of leases
     */
    public synchronized int users() {
        return leases.size();
    }

    /**
     * Opens the disk for a client.
     *
     * @param client the client that opens it
     * @param acceptance the answers of chains to this client; this chain is asked if it has not answered yet
     * @param loop the event loop of its connection
     * @param holder the connection
     * @return the lease, to be closed once
     * @throws IOException if a member refuses, or the export is no longer served
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
            note(disk);
            lease = new Lease(disk.client(), loop, holder, this, disk);
            return lease;
        } finally {
            leave(lease);
        }
    }

    /**
     * Lists the exports to show.
     *
     * @param client the client that asks
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
     * Lets every member look at a client, unless they have already done so.
     *
     * @param acceptance the answers of chains to this client
     * @throws IOException if a member refuses it
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
     * @return this, or the successor to call instead
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
                throw new DiskException(NbdError.ESHUTDOWN, "the export is no longer served");
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

    private void note(OpenDisk disk) {
        opened = true;
        writable |= disk.features().write();
    }

    /**
     * Whether nobody can write, as far as it is known: only an opened disk tells.
     *
     * @return true if the disk was opened and no client so far could write
     */
    public boolean isReadOnly() {
        return opened && !writable;
    }

    /** Adds a lease that comes from another revision. */
    synchronized void joined(Lease lease) {
        note(lease.disk());
        leases.add(lease);
    }

    /** Removes a lease that ends, or goes to another revision. */
    synchronized void left(Lease lease) {
        leases.remove(lease);
        changed();
    }

    private void changed() {
        notifyAll();
        if (state == State.RETIRED && isIdle()) {
            // (6)
            try {
                unused.completeAsync(() -> null, Thread.ofPlatform().daemon().name("nbd-unused")::start);
            } catch (OutOfMemoryError e) {
                // The system has no more threads. Nobody uses the chain, so what stops it may as well run here.
                unused.complete(null);
            }
        }
    }

    /**
     * Takes no more clients. Connected clients stay.
     *
     * @return completes when the last client has left and the chain can be stopped (2)
     */
    public CompletableFuture<Void> retire() {
        return retire(null);
    }

    /**
     * Redirects callers that still ask for this revision to another. Connected clients stay.
     *
     * @param next the other revision
     * @return completes when the last client has left and the chain can be stopped (2)
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
     * The leases of the clients that use this revision.
     *
     * @return a copy
     */
    public synchronized List<Lease> leases() {
        return List.copyOf(leases);
    }

    // ---- For a hand-over ----

    /**
     * Begins to move: no new call begins, and this waits for the calls under way (3).
     *
     * @param deadline as a {@link System#nanoTime} value
     * @return whether they have ended; if not, the revision is what it was before
     */
    synchronized boolean close(long deadline) throws InterruptedException {
        if (state == State.MOVING) {
            throw new IllegalStateException("its clients are already being moved");
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
