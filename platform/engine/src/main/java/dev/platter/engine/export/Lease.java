// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One connection's use of a {@link Revision}: its disk, which another revision may replace while the connection goes on.
 *
 * <p>Three parties use a lease. The connection is the {@link LeaseHolder}: it calls the disk on its event loop and on
 * workers. A {@link Handover}, on a thread of its own, suspends the holder, closes the disk, opens another and resumes
 * the holder. A closer, on yet another thread, closes the lease when the connection has gone, at any moment of a
 * hand-over.
 *
 * <ol>
 *   <li>An open lease is registered with one revision, that of its disk; while {@code resume} moves it, with both for a
 *       moment. A closed lease is registered with none.
 *   <li>{@link #close} and {@code resume} each look once, under the lease's monitor, whether the lease is closed.
 *       Either {@code resume} finds it closed, and closes the new disk; or {@code close} finds the disk and the
 *       revision that {@code resume} has set.
 *   <li>Every disk that a lease ever had is closed once: by {@code closeDisk}, by {@link #close}, or by {@code resume}.
 *   <li>Every requested suspension completes: the holder completes it, or closing the lease does.
 *   <li>{@link #over} completes after the disk's own {@code close} has returned and the lease has left its revision, so
 *       no call on the disk is under way after it.
 *   <li>A thread that holds a lease's monitor may enter a revision's monitor, never the other way round.
 * </ol>
 */
public final class Lease {
    private final Client client;
    private final Executor loop;
    private volatile LeaseHolder holder;
    private volatile OpenDisk disk;
    private volatile Revision revision;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private boolean closed;
    private @Nullable CompletableFuture<Void> suspension;

    Lease(Client client, Executor loop, LeaseHolder holder, Revision revision, OpenDisk disk) {
        this.client = client;
        this.loop = loop;
        this.holder = holder;
        this.revision = revision;
        this.disk = disk;
    }

    /**
     * The client that the disk was opened for.
     *
     * @return the client, with the export name that was resolved
     */
    public Client client() {
        return client;
    }

    /**
     * The disk. A hand-over may replace it while the holder is suspended.
     *
     * @return the disk, which {@link #close} closes
     */
    public OpenDisk disk() {
        return disk;
    }

    /**
     * The chain of the disk.
     *
     * @return the chain
     */
    public Chain chain() {
        return revision.chain();
    }

    /**
     * Replaces the holder. Called on the connection's event loop.
     *
     * @param next the new holder
     */
    public void passTo(LeaseHolder next) {
        holder = next;
    }

    /**
     * Ends the lease, and closes the disk if a hand-over has not. A second call does nothing.
     *
     * @throws IOException for the log
     */
    public void close() throws IOException {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            disk.close();
        } finally {
            suspended(); // (4)
            revision.left(this);
            over.complete(null);
        }
    }

    /**
     * Completes when the lease has ended.
     *
     * @return the end, after which no call on the disk is under way
     */
    public CompletableFuture<Void> over() {
        return over.copy();
    }

    /**
     * Ends the connection that holds the lease.
     *
     * @param atOnce whether to end without answering the requests under way
     */
    public void end(boolean atOnce) {
        loop.execute(() -> holder.end(atOnce));
    }

    // ---- For a hand-over ----

    /** Asks the holder to make no more calls on the disk. */
    synchronized CompletableFuture<Void> suspend() {
        if (closed) {
            // (4), but not at once: the disk may still be closing, and writing what it has kept back.
            return over();
        }
        CompletableFuture<Void> asked = new CompletableFuture<>();
        suspension = asked;
        loop.execute(() -> holder.suspend(this::suspended));
        return asked;
    }

    private void suspended() {
        CompletableFuture<Void> asked;
        synchronized (this) {
            asked = suspension;
        }
        if (asked != null) {
            asked.complete(null);
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Closes the disk of a suspended lease. */
    void closeDisk() throws IOException {
        disk.close();
    }

    /**
     * Opens the client's disk in another revision.
     *
     * @throws IOException if a member refuses, or the disk is not what the client was promised
     */
    OpenDisk openAt(Revision other) throws IOException {
        OpenDisk opened = other.chain().open(client);
        var objection = holder.objection(opened, other.chain());
        if (objection.isPresent()) {
            try {
                opened.close();
            } catch (IOException | RuntimeException e) {
                throw new IOException(objection.get(), e);
            }
            throw new IOException(objection.get());
        }
        return opened;
    }

    /** Goes on with another disk; if the lease was closed in the meantime, closes that disk. */
    void resume(Revision on, OpenDisk with) throws IOException {
        Revision before;
        boolean tooLate;
        synchronized (this) {
            suspension = null;
            before = revision;
            // (2): a close that comes later finds the lease at the new revision, and leaves that one.
            tooLate = closed;
            if (!tooLate) {
                disk = with;
                revision = on;
                on.joined(this);
            }
        }
        if (tooLate) {
            with.close();
            return;
        }
        if (before != on) {
            before.left(this);
        }
        loop.execute(() -> holder.resume());
    }

    /** Tells the holder that there will be no disk any more. */
    void lose(String why) {
        loop.execute(() -> holder.lose(why));
    }
}
