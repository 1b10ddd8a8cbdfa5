// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.listeners;

import dev.platter.engine.files.OwnerOnly;
import dev.platter.host.RefusedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A folder that only its owner can enter, since every user who reaches a socket in it can connect. It is removed when it is
 * closed, or by a later server if this one is killed: it lies in the folder of the host, which is cleared then.
 */
public final class PrivateFolder implements AutoCloseable {
    private static final int ATTEMPTS = 1000;
    private static final String USUAL = "/tmp";

    private final Path folder;

    private PrivateFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Creates a folder.
     *
     * @param parent where, a folder that is removed later if this process is killed
     */
    static PrivateFolder in(Path parent) throws RefusedException {
        try {
            return new PrivateFolder(make(parent));
        } catch (IOException e) {
            throw new RefusedException(
                    "cannot make a private folder in " + parent + ": set TMPDIR to a folder where you may write", e);
        }
    }

    private static Path make(Path parent) throws IOException {
        FileAlreadyExistsException last = null;
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                // Short, since the system limits the names of sockets to some hundred bytes.
                Path folder = parent.resolve("nbd" + i);
                return Files.createDirectory(folder, OwnerOnly.folder(folder));
            } catch (FileAlreadyExistsException e) {
                last = e;
            }
        }
        throw new IOException("each of " + ATTEMPTS + " names was taken", last);
    }

    /**
     * The folder for temporary folders.
     *
     * @return {@code $TMPDIR}, or else {@code /tmp}, or else what Java takes for it on a system that has no such folder
     * @throws RefusedException if that is not a folder
     */
    public static Path temporary() throws RefusedException {
        String chosen = System.getenv("TMPDIR");
        String name = chosen == null || chosen.isEmpty() ? usual() : chosen;
        try {
            Path folder = Path.of(name).toAbsolutePath();
            if (Files.isDirectory(folder)) {
                return folder;
            }
        } catch (InvalidPathException e) {
            throw new RefusedException("TMPDIR=" + name + " is not a path: set it to a folder", e);
        }
        throw new RefusedException(name + " is not a folder: set TMPDIR to one where you may write");
    }

    private static String usual() {
        return Files.isDirectory(Path.of(USUAL)) ? USUAL : System.getProperty("java.io.tmpdir");
    }

    Path path() {
        return folder;
    }

    /** The path of a socket in this folder. */
    Path socket() {
        return folder.resolve("socket");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(socket());
        Files.deleteIfExists(folder);
    }
}
