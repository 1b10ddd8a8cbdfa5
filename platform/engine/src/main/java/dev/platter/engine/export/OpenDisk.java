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

    private OpenDisk(Disk disk, Client client) throws IOException {
        this.disk = disk;
        this.client = client;
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

    static OpenDisk of(Disk disk, Client client) throws IOException {
        return new OpenDisk(disk, client);
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
     * For whom it was opened, under the name that counts.
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

    /**
     * Closes the disk, the first time it is called.
     *
     * @throws IOException for the log
     */
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            disk.close();
        }
    }
}
