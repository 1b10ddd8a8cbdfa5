// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.library;

import dev.platter.blkio.device.Driver;
import dev.platter.libc.Errno;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** The installed libblkio, from the start of a plugin to its end. */
public final class Library implements AutoCloseable {
    /** The drivers that version 1.5 has; an installed one may lack some, or have others. */
    public static final List<String> DRIVERS = List.of(
            "io_uring", "nvme-io_uring", "virtio-blk-vfio-pci", "virtio-blk-vhost-user", "virtio-blk-vhost-vdpa");

    private boolean closed;

    private Library() {}

    /**
     * Loads the library.
     *
     * @return the library, to be closed
     * @throws IOException if it is not installed; the message is the system's
     */
    public static Library load() throws IOException {
        try {
            LibBlkio.register();
            return new Library();
        } catch (LinkageError e) {
            throw new IOException(reason(String.valueOf(e.getMessage())), e);
        }
    }

    /** The system's line of JNA's message, which begins with one of JNA's and goes on with every place that was searched. */
    static String reason(String message) {
        List<String> lines = message.lines().toList();
        return lines.size() < 2 ? message : lines.get(1);
    }

    /**
     * Those of some drivers that the library has.
     *
     * @param names of drivers
     * @return the names that it knows
     */
    public List<String> drivers(Collection<String> names) {
        return names.stream().filter(this::has).toList();
    }

    private boolean has(String driver) {
        try (Handle _ = new Handle(driver)) {
            return true;
        } catch (LibraryException e) {
            return e.errno() != Errno.ENOENT;
        }
    }

    /**
     * A driver.
     *
     * @param name one that the library has
     * @return the driver
     */
    public Driver driver(String name) {
        return new LibraryDriver(name);
    }

    /**
     * Those of some properties that a driver has.
     *
     * @param driver one that the library has
     * @param names of properties
     * @return the names that it knows
     * @throws IOException if the driver cannot be created
     */
    public List<String> properties(String driver, Collection<String> names) throws IOException {
        try (Handle handle = new Handle(driver)) {
            return names.stream().filter(handle::has).toList();
        }
    }

    /** Lets go of the library, after every device was closed. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            LibBlkio.unregister();
        }
    }
}
