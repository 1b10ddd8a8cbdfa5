// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One connection's use of a {@link Revision}: its disk, which another revision may replace while the connection goes on.
 * The revision stays as long as anybody has a lease on it.
 *
 * <p>The holder calls the disk; a {@link Handover} has it suspended, takes the disk away and brings another. If the
 * holder closes the lease meanwhile, the other disk is closed as soon as it comes.
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
     * Whose it is.
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
     * Says who uses the disk from now on. On the connection's event loop.
     *
     * @param next the new holder
     */
    public void passTo(LeaseHolder next) {
        holder = next;
    }

    /**
     * Gives the lease back, and closes the disk if there is one. Does nothing the second time.
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
            suspended();
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
            // The disk may still be about to close, and to write what it has kept back.
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

    /** Goes on with another disk, which is closed at once if nobody wants it any more. */
    void resume(Revision on, OpenDisk with) throws IOException {
        Revision before;
        boolean tooLate;
        synchronized (this) {
            suspension = null;
            before = revision;
            // Decided here, once: a close that comes later finds the lease on the other revision, and leaves that one.
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
