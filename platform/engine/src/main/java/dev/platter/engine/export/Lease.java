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
 * <p>Three parties meet here. The connection is the {@link LeaseHolder}: it calls the disk on its event loop and on workers. A
 * {@link Handover}, on a thread of its own, has the holder suspended, takes the disk away, opens another and resumes the
 * holder. A closer, on yet another thread, closes the lease when the connection has gone, at any moment of a hand-over.
 *
 * <ol>
 *   <li>A lease that is open is in use at one revision, that of its disk; while {@code resume} moves it, at both for a moment.
 *       A lease that is closed is in use at none.
 *   <li>Whether a lease is closed is decided under its monitor, once for each of {@link #close} and {@code resume}. Either
 *       {@code resume} finds it closed, and closes the disk that it brings; or {@code close} finds the disk and the revision
 *       that {@code resume} has brought.
 *   <li>Every disk that a lease ever had is closed once: by {@code closeDisk}, by {@link #close}, or by {@code resume}.
 *   <li>A suspension that was asked for comes to an end: the holder says so, or the lease is closed.
 *   <li>{@link #over} completes behind the disk's own {@code close} and after the revision was left, so that no call on the disk
 *       outlasts it.
 *   <li>A lease takes a revision's monitor while it holds its own, and a revision never takes a lease's.
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
     * @return the client, under the name that counts
     */
    public Client client() {
        return client;
    }

    /**
     * The disk. Another one after the holder was suspended and resumed.
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
     * Names another holder, which uses the disk from now on. On the connection's event loop.
     *
     * @param next the new holder
     */
    public void passTo(LeaseHolder next) {
        holder = next;
    }

    /**
     * Gives the lease back, and closes the disk if a hand-over has not. Does nothing the second time.
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
     * Becomes complete when it was given back.
     *
     * @return the end, which no call on the disk outlasts
     */
    public CompletableFuture<Void> over() {
        return over.copy();
    }

    /**
     * Ends the connection whose lease it is.
     *
     * @param atOnce whether what is under way is not answered any more
     */
    public void end(boolean atOnce) {
        loop.execute(() -> holder.end(atOnce));
    }

    // ---- For a hand-over ----

    /** Asks the holder to leave the disk alone. */
    synchronized CompletableFuture<Void> suspend() {
        if (closed) {
            // (4), and not at once: the disk may still be closing, and writing what it has kept back.
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

    /** Takes the disk away. Only of a suspended lease. */
    void closeDisk() throws IOException {
        disk.close();
    }

    /**
     * Opens the client's disk of a revision.
     *
     * @throws IOException if it is refused, or would not do
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

    /** Goes on with another disk; if the lease was closed meanwhile, that disk is closed. */
    void resume(Revision on, OpenDisk with) throws IOException {
        Revision before;
        boolean tooLate;
        synchronized (this) {
            suspension = null;
            before = revision;
            // (2): a close that comes later finds the lease at the other revision, and leaves that one.
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

    /** There is nothing to go on with. */
    void lose(String why) {
        loop.execute(() -> holder.lose(why));
    }
}
