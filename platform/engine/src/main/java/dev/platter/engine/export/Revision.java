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
 * One state of an export over time: a started chain, and those who use it. A connection stays on the revision that it
 * opened, and the revision stays as long as there is one; who replaces it decides what happens to them.
 *
 * <ul>
 *   <li><b>open</b>: clients come and go.
 *   <li><b>moving</b>: a {@link Handover} takes the clients elsewhere; whoever wants to open waits for how it ends.
 *   <li><b>retired</b>: nobody comes any more. Who still asks gets the successor, if there is one.
 * </ul>
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
     * A revision that nobody uses yet.
     *
     * @param chain its chain, started; it is stopped by whoever started it, when the revision is {@link #retire unused}
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

    /** Begins a call, or says whom to ask instead. */
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

    /** Takes note of a lease that comes from another revision. */
    synchronized void joined(Lease lease) {
        leases.add(lease);
    }

    /** Takes note of a lease that ends, or goes to another revision. */
    synchronized void left(Lease lease) {
        leases.remove(lease);
        changed();
    }

    private void changed() {
        notifyAll();
        if (state == State.RETIRED && isIdle()) {
            // Not in the common pool, where tasks of others may wait; nor here, where the lock is held.
            unused.completeAsync(() -> null, Thread.ofPlatform().daemon().name("nbd-unused")::start);
        }
    }

    /**
     * Lets nobody in any more; those who are there stay.
     *
     * @return becomes complete when the last of them has left, so that the chain can be stopped
     */
    public CompletableFuture<Void> retire() {
        return retire(null);
    }

    /**
     * Sends whoever still asks for this one to another; those who are there stay.
     *
     * @param next the other
     * @return becomes complete when the last of them has left, so that the chain can be stopped
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
     * Those who use it.
     *
     * @return their leases at this moment
     */
    public synchronized List<Lease> leases() {
        return List.copyOf(leases);
    }

    // ---- For a hand-over ----

    /**
     * Keeps everybody out for a while, and waits for calls that belong to no lease.
     *
     * @param deadline in the terms of {@link System#nanoTime}
     * @return whether they have ended; if not, everybody is let in again
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

    synchronized void reopen() {
        state = beforeMoving;
        changed();
    }
}
