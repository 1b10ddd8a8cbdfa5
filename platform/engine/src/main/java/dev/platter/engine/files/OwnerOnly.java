// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Keeps files from all users but their owner, on file systems that have permissions. Elsewhere, as on Windows, a new file has the access list
 * of its folder, and these methods change nothing.
 */
public final class OwnerOnly {
    private static final String FOLDER = "rwx------";
    private static final String FILE = "rw-------";

    private OwnerOnly() {}

    /**
     * What a new folder is created with.
     *
     * @param folder where it will be
     * @return attributes for {@link Files#createDirectory}; none where there are no permissions
     */
    public static FileAttribute<?>[] folder(Path folder) {
        return attributes(folder, FOLDER);
    }

    /**
     * What a new file is created with.
     *
     * @param file where it will be
     * @return attributes for {@link java.nio.channels.FileChannel#open}; none where there are no permissions
     */
    public static FileAttribute<?>[] file(Path file) {
        return attributes(file, FILE);
    }

    /**
     * Closes a file that exists already.
     *
     * @param file the file, which is followed if it is a link
     * @throws IOException if the system refuses
     */
    public static void close(Path file) throws IOException {
        if (hasPermissions(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(FILE));
        }
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        return hasPermissions(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean hasPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
