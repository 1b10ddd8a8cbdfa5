// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.listeners;

import dev.platter.host.RefusedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * A folder that only its owner can enter, since every user who reaches a socket in it can connect. It is removed when it is
 * closed, or by a later server if this one is killed: it lies in the folder of the host, which is cleared then.
 */
public final class PrivateFolder implements AutoCloseable {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(EnumSet.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE));
    private static final int ATTEMPTS = 1000;

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
                return Files.createDirectory(parent.resolve("nbd" + i), OWNER_ONLY);
            } catch (FileAlreadyExistsException e) {
                last = e;
            }
        }
        throw new IOException("each of " + ATTEMPTS + " names was taken", last);
    }

    /**
     * The folder for temporary folders.
     *
     * @return {@code $TMPDIR}, or else {@code /tmp}
     * @throws RefusedException if that is not a folder
     */
    public static Path temporary() throws RefusedException {
        String chosen = System.getenv("TMPDIR");
        String name = chosen == null || chosen.isEmpty() ? "/tmp" : chosen;
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
