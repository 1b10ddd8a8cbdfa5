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
 * An open disk together with what is asked of a disk once: its size, its features, its contexts. Everything that one
 * client is told about an export comes from here, so that it cannot contradict itself.
 */
public final class OpenDisk {
    private final Disk disk;
    private final Client client;
    private final long size;
    private final Features features;
    private final boolean blocking;
    private final boolean asynchronous;
    private final List<String> metaContexts;
    private final Optional<String> description;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Delays delays;
    private final BooleanSupplier sizeChanged;

    private OpenDisk(Disk disk, Client client, Delays delays, BooleanSupplier sizeChanged) throws IOException {
        this.disk = disk;
        this.client = client;
        this.delays = delays;
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
     * Asks a disk what is asked once.
     *
     * @param delays what is put off for the client
     * @param sizeChanged whether a member of the chain has said since then that sizes are others now
     */
    static OpenDisk of(Disk disk, Client client, Delays delays, BooleanSupplier sizeChanged) throws IOException {
        return new OpenDisk(disk, client, delays, sizeChanged);
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
     * The client that it was opened for, under the name that counts.
     *
     * @return the client
     */
    public Client client() {
        return client;
    }

    /**
     * Its size when it was opened.
     *
     * @return the size in bytes
     */
    public long size() {
        return size;
    }

    /**
     * Whether the size may have changed, so that a client that has not begun to use the disk had better open it anew.
     *
     * @return true if a member of the chain has said so since it was opened
     */
    public boolean isStale() {
        return sizeChanged.getAsBoolean();
    }

    /**
     * Says that the client has gone: what members have put off for it is done now, so that its requests end and the disk
     * can be closed.
     */
    public void abandon() {
        delays.clientHasGone(client.id());
    }

    /**
     * What it can do; what is emulated counts as native.
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
     * Its metadata contexts besides {@code base:allocation}.
     *
     * @return the names
     */
    public List<String> metaContexts() {
        return metaContexts;
    }

    /**
     * What it says about itself.
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
                delays.forget(client.id());
            }
        }
    }
}
