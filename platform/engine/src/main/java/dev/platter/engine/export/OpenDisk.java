// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * An open disk with the answers that it gives once: its size, its features, its contexts. Everything that a client is
 * told about an export comes from here, so that it cannot contradict itself.
 */
public final class OpenDisk {
    private final Disk disk;
    private final Client client;
    private final long size;
    private final Features features;
    private final boolean blocking;
    private final boolean asynchronous;
    private final boolean waiting;
    private final List<String> metaContexts;
    private final Optional<String> description;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Delays delays;
    private final ClientTies ties;
    private final BooleanSupplier sizeChanged;

    private OpenDisk(
            Disk disk, Client client, Delays delays, ClientTies ties, boolean waiting, BooleanSupplier sizeChanged)
            throws IOException {
        this.disk = disk;
        this.client = client;
        this.delays = delays;
        this.ties = ties;
        this.waiting = waiting;
        this.sizeChanged = sizeChanged;
        size = disk.size();
        if (size < 0) {
            throw new DiskException(NbdError.EIO, "the disk says that its size is negative: " + size);
        }
        features = disk.features();
        blocking = disk.blocking();
        asynchronous = disk instanceof AsyncDisk async && !async.completesOnReturn();
        metaContexts = List.copyOf(disk.metaContexts());
        description = disk.description();
    }

    /**
     * Asks a disk for its size, features and contexts.
     *
     * @param client the client as its connection knows it
     * @param delays the delayed tasks of the client
     * @param ties what members have tied to the client's connection
     * @param waiting whether calls of any disk in the chain wait until their work is done
     * @param sizeChanged whether a member of the chain has said since then that sizes have changed
     */
    static OpenDisk of(
            Disk disk, Client client, Delays delays, ClientTies ties, boolean waiting, BooleanSupplier sizeChanged)
            throws IOException {
        return new OpenDisk(disk, client, delays, ties, waiting, sizeChanged);
    }

    /**
     * The disk.
     *
     * @return the outermost disk of the chain
     */
    public Disk disk() {
        return disk;
    }

    /**
     * The client that the disk was opened for, with the export name that was resolved.
     *
     * @return the client
     */
    public Client client() {
        return client;
    }

    /**
     * The disk's size when it was opened.
     *
     * @return the size in bytes
     */
    public long size() {
        return size;
    }

    /**
     * Whether the size may have changed. A client that has not begun to use the disk should then open it again.
     *
     * @return true if a member of the chain has said so since the disk was opened
     */
    public boolean isStale() {
        return sizeChanged.getAsBoolean();
    }

    /**
     * Announces that the client has gone: tasks that members have delayed for it run now, so that its requests end and
     * the disk can be closed.
     */
    public void abandon() {
        delays.clientHasGone(client.id());
    }

    /**
     * The disk's features; emulated ones count as native.
     *
     * @return the features
     */
    public Features features() {
        return features;
    }

    /**
     * Whether calls may wait.
     *
     * @return see {@link Disk#blocking()}
     */
    public boolean blocking() {
        return blocking;
    }

    /**
     * Whether calls complete later.
     *
     * @return true for an {@link AsyncDisk} that does not always complete on return
     */
    public boolean asynchronous() {
        return asynchronous;
    }

    /**
     * Whether a thread can be expected back when the call that it has made returns, long before the work is done.
     *
     * @return true if the disk is {@link #asynchronous()}, and no disk behind it makes a call last as long as its work
     */
    public boolean isOnlyBegun() {
        return asynchronous && !waiting;
    }

    /**
     * The disk's metadata contexts besides {@code base:allocation}.
     *
     * @return the names
     */
    public List<String> metaContexts() {
        return metaContexts;
    }

    /**
     * The disk's description of itself.
     *
     * @return a sentence for people
     */
    public Optional<String> description() {
        return description;
    }

    /** Whether {@link #close} was called. */
    boolean isClosed() {
        return closed.get();
    }

    /**
     * Closes the disk, the first time it is called.
     *
     * @throws IOException for the log
     */
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            try {
                disk.close();
            } finally {
                ties.close();
                delays.forget(client.id());
            }
        }
    }
}
